package dev.shortpath.probe;

import dev.shortpath.api.Sriov;
import dev.shortpath.api.SriovFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The PCI functions of class 0x0108, NVMe controllers, virtual ones among them. */
final class PciFunctions {
    static final String DEVICES = "sys/bus/pci/devices";

    private static final String NVME = "0108";
    private static final Pattern ID = Pattern.compile("0x([0-9a-f]{4})");
    private static final Pattern GROUP = Pattern.compile(".*/iommu_groups/([0-9]{1,9})");
    private static final Pattern RESETS = Pattern.compile("([a-z_]{1,32}(?: [a-z_]{1,32}){0,7})");
    private static final int MOST = 1024;

    private final Values values;

    PciFunctions(Values values) {
        this.values = values;
    }

    /**
     * An NVMe function as PCI shows it.
     *
     * @param group missing when it has none
     * @param driver missing when it has none
     * @param sriov empty where its part in SR-IOV could not be read
     * @param resets how the kernel can reset it, in the order of trying; empty when it cannot
     */
    record Found(
            String address,
            Optional<String> vendorDevice,
            Optional<Integer> numaNode,
            Seen<Integer> group,
            Seen<String> driver,
            Optional<Sriov> sriov,
            List<String> resets) {}

    /** In the order of their addresses; empty where the functions could not be listed. */
    Optional<List<Found>> nvme() {
        return values.tree().neededList(DEVICES).value().map(listing -> nvme(listing.names()));
    }

    private List<Found> nvme(List<String> names) {
        List<Found> found = new ArrayList<>();
        for (String name : names) {
            if (!PciAddress.is(name)) {
                values.tree().problem(DEVICES + "/" + name, "not a PCI address");
                continue;
            }
            String path = DEVICES + "/" + name;
            Seen<String> pciClass =
                    values.word(path + "/class", values.tree().needed(path + "/class"), Groups.CLASS, "a PCI class");
            if (pciClass.value().filter(c -> c.startsWith(NVME)).isEmpty()) {
                continue;
            }
            if (found.size() == MOST) {
                values.tree().problem(DEVICES, "has more than " + MOST + " NVMe functions; the rest is left out");
                break;
            }
            found.add(function(name, path));
        }
        return found;
    }

    private Found function(String address, String path) {
        return new Found(
                address,
                id(path + "/vendor").flatMap(v -> id(path + "/device").map(d -> v + ":" + d)),
                // -1: the kernel does not know, which is no problem and not node 0.
                values.number(path + "/numa_node", -1).value().filter(n -> n >= 0),
                values.link(path + "/iommu_group", GROUP, "a link to an IOMMU group")
                        .then(n -> Seen.there(Integer.valueOf(n))),
                values.link(path + "/driver", Groups.DRIVER, "a link to a driver"),
                sriov(path),
                resets(path + "/reset_method"));
    }

    private Optional<String> id(String path) {
        return values.word(path, values.tree().needed(path), ID, "a PCI id").value();
    }

    private Optional<Sriov> sriov(String path) {
        Seen<String> parent = values.link(path + "/physfn", PciAddress.LINK, "a link to a PCI function");
        if (parent.isUnreadable()) {
            return Optional.empty();
        }
        if (parent.value().isPresent()) {
            return Optional.of(
                    new Sriov(SriovFunction.VIRTUAL, null, null, parent.value().get()));
        }
        Seen<Boolean> capable = values.tree().isThere(path + "/sriov_totalvfs");
        if (capable.value().isEmpty()) {
            return capable.isMissing()
                    ? Optional.of(new Sriov(SriovFunction.NONE, null, null, null))
                    : Optional.empty();
        }
        return Optional.of(new Sriov(
                SriovFunction.PHYSICAL,
                values.number(path + "/sriov_totalvfs", 0).value().orElse(null),
                values.neededNumber(path + "/sriov_numvfs", 0).value().orElse(null),
                null));
    }

    private List<String> resets(String path) {
        // A function that cannot be reset has no such file, and reads empty where an admin took all methods away.
        Seen<String> text = values.tree().text(path);
        if (text.value().filter(String::isEmpty).isPresent()) {
            return List.of();
        }
        return values.word(path, text, RESETS, "a list of reset methods")
                .value()
                .map(t -> Arrays.asList(t.split(" ")))
                .orElse(List.of());
    }
}
