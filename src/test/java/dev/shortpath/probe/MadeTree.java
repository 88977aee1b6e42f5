package dev.shortpath.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A node's file tree of the test's making. It begins with an Intel IOMMU, remapped interrupts and vfio-pci. */
final class MadeTree {
    private final Path root;

    MadeTree(Path root) throws IOException {
        this.root = root;
        file("proc/sys/kernel/osrelease", "6.12.48");
        file("proc/sys/kernel/io_uring_disabled", "0");
        file("sys/class/iommu/dmar0/address", "fed90000");
        file("sys/kernel/irq/24/chip_name", "IR-PCI-MSIX-0000:21:00.0");
        file("sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts", "N");
        directory("sys/bus/pci/drivers/vfio-pci");
        directory("sys/bus/pci/drivers/nvme");
        directory("sys/devices/system/node");
        directory("sys/bus/pci/devices");
    }

    /** An NVMe function in a group of its own number, without a driver. */
    MadeTree function(String address, int group) throws IOException {
        String path = device(address, "0x010802");
        file(path + "/vendor", "0x144d");
        file(path + "/device", "0xa80a");
        file(path + "/numa_node", "-1");
        return in(address, group);
    }

    /** A device of some class. */
    String device(String address, String pciClass) throws IOException {
        String path = "sys/bus/pci/devices/" + address;
        file("sys/devices/pci0000:00/" + address + "/class", pciClass);
        link(path, "../../../devices/pci0000:00/" + address);
        return path;
    }

    MadeTree in(String address, int group) throws IOException {
        String path = "sys/kernel/iommu_groups/" + group;
        file(path + "/type", "DMA-FQ");
        file(path + "/reserved_regions", "0x00000000fee00000 0x00000000feefffff msi");
        link(path + "/devices/" + address, "../../../../devices/pci0000:00/" + address);
        return link("sys/bus/pci/devices/" + address + "/iommu_group", "../../../kernel/iommu_groups/" + group);
    }

    MadeTree driver(String address, String driver) throws IOException {
        return link("sys/bus/pci/devices/" + address + "/driver", "../../../bus/pci/drivers/" + driver);
    }

    /** The controller that the nvme driver makes of a function. */
    MadeTree controller(String name, String address, String serial) throws IOException {
        driver(address, "nvme");
        String path = "sys/devices/pci0000:00/" + address + "/nvme/" + name;
        file(path + "/model", "PM9A3   ");
        file(path + "/serial", serial);
        file(path + "/transport", "pcie");
        link(path + "/device", "../../../" + address);
        return link("sys/class/nvme/" + name, "../../devices/pci0000:00/" + address + "/nvme/" + name);
    }

    /** A disk, with its owner's name. */
    MadeTree disk(String name, String owner) throws IOException {
        file("sys/block/" + name + "/dev", "259:" + name.hashCode() % 1000);
        return link("sys/block/" + name + "/device", "../../" + owner);
    }

    MadeTree file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
        return this;
    }

    MadeTree directory(String path) throws IOException {
        Files.createDirectories(root.resolve(path));
        return this;
    }

    MadeTree link(String path, String target) throws IOException {
        Path link = root.resolve(path);
        Files.createDirectories(link.getParent());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(target));
        return this;
    }

    Sight look() {
        return Eyes.look(root);
    }
}
