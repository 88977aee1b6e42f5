package dev.shortpath.plan.passthrough;

import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.Sriov;
import dev.shortpath.facts.Hardware;
import dev.shortpath.facts.Node;
import dev.shortpath.plan.Lack;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What on the node itself keeps a function from a guest; facts that the probe could not read are no obstacles. */
final class Obstacles {
    private static final String VFIO = "vfio-pci";

    private final Node node;
    private final Hardware hardware;
    private final NvmeFunction function;
    private final List<Lack> lacks = new ArrayList<>();

    private Obstacles(Node node, Hardware hardware, NvmeFunction function) {
        this.node = node;
        this.hardware = hardware;
        this.function = function;
    }

    /** Those of the function alone. */
    static List<Lack> of(Node node, Hardware hardware, NvmeFunction function) {
        Obstacles all = new Obstacles(node, hardware, function);
        all.parent();
        all.use();
        all.group();
        all.regions();
        all.driver();
        return List.copyOf(all.lacks);
    }

    private void lack(String what, String mend) {
        lacks.add(new Lack(what, mend));
    }

    /** Those of all functions of a node. */
    static List<Lack> ofAll(Node node, Hardware hardware) {
        List<Lack> lacks = new ArrayList<>();
        boolean off =
                hardware.iommu().filter(i -> Boolean.FALSE.equals(i.enabled())).isPresent();
        if (off) {
            lacks.add(new Lack(
                    "the node's IOMMU is not at work",
                    "switch on VT-d, AMD-Vi or the SMMU in the firmware; where it is on there, start the kernel of an Intel"
                            + " machine with intel_iommu=on"));
        }
        boolean remapped = hardware.iommu()
                .map(i -> !Boolean.FALSE.equals(i.interruptRemapping()))
                .orElse(true);
        boolean unsafe = hardware.vfio()
                .map(v -> Boolean.TRUE.equals(v.unsafeInterrupts()))
                .orElse(false);
        if (!off && !remapped && !unsafe) {
            lacks.add(new Lack(
                    "interrupts are not remapped, and without that the kernel gives no function to a guest",
                    "switch on interrupt remapping in the firmware"));
        }
        boolean driver = hardware.nvme().stream().anyMatch(f -> VFIO.equals(f.driver()));
        boolean notReady =
                hardware.vfio().filter(v -> Boolean.FALSE.equals(v.ready())).isPresent();
        if (!off && notReady && !driver) {
            lacks.add(new Lack("vfio-pci is not ready", "on " + node.name() + ": modprobe vfio-pci"));
        }
        return List.copyOf(lacks);
    }

    private void parent() {
        int number = virtualFunctions(function);
        if (number > 0) {
            lack(
                    "it has " + number + (number == 1 ? " virtual function" : " virtual functions")
                            + ", and is given function by function: not as a whole",
                    "give those; or, once no VM has one, on " + node.name() + ": echo 0 > " + Supply.device(function)
                            + "/sriov_numvfs");
        }
    }

    private void use() {
        if (!function.use().isEmpty()) {
            lack(
                    "the host uses it: " + String.join(", ", function.use()),
                    "leave it to the host; or move the data away and unmount it first, and bind it to vfio-pci then");
        }
    }

    private void group() {
        if (Boolean.FALSE.equals(function.isolated())) {
            List<String> members = hardware.nvme().stream()
                    .filter(f -> f.iommuGroup() != null && Objects.equals(f.iommuGroup(), function.iommuGroup()))
                    .map(NvmeFunction::address)
                    .toList();
            boolean alone = members.size() < 2;
            boolean oneDevice =
                    !alone && members.stream().map(Obstacles::slot).distinct().count() == 1;
            lack(
                    "IOMMU group " + (function.iommuGroup() == null ? "" : function.iommuGroup() + " ") + "holds "
                            + (alone ? "another function, which is no NVMe drive" : String.join(", ", members))
                            + ": the IOMMU cannot keep them apart",
                    oneDevice
                            ? "they are one device, which no slot takes apart: leave it to the host"
                            : "put the drive into a slot behind a port with ACS, where it has a group of its own");
        } else if (Boolean.FALSE.equals(function.viable()) && VFIO.equals(function.driver())) {
            lack(
                    "a host's driver holds another function of its IOMMU group",
                    "bind every function of the group to vfio-pci, or to no driver");
        }
    }

    /** Domain, bus and device of an address, without its function. */
    private static String slot(String address) {
        int dot = address.lastIndexOf('.');
        return dot < 0 ? address : address.substring(0, dot);
    }

    private void regions() {
        if (Boolean.TRUE.equals(function.directRegions())) {
            lack(
                    "the firmware wants memory mapped for it (a direct region), and the kernel gives it to no guest then",
                    "switch that off in the firmware, or leave the drive to the host");
        }
    }

    /** What is to stay with the host, or cannot be given anyway, is not told to be bound. */
    private void driver() {
        boolean free = function.use().isEmpty()
                && virtualFunctions(function) == 0
                && !Boolean.FALSE.equals(function.isolated())
                && !Boolean.TRUE.equals(function.directRegions());
        if (free && !VFIO.equals(function.driver())) {
            lack(
                    function.driver() == null
                            ? "it is bound to no driver, and not to vfio-pci"
                            : "it is bound to " + function.driver() + ", and not to vfio-pci",
                    bind());
        }
    }

    /** The same words for every drive, so that those that lack the same are named together; a command a line. */
    private String bind() {
        return "on " + node.name() + ", if nobody uses the drive:\n"
                + "cd /sys/bus/pci; a=ADDRESS\n"
                + "echo vfio-pci > devices/$a/driver_override\n"
                + (function.driver() == null ? "" : "echo $a > devices/$a/driver/unbind\n")
                + "echo $a > drivers_probe";
    }

    private static int virtualFunctions(NvmeFunction function) {
        Sriov sriov = function.sriov();
        return sriov == null || sriov.numVFs() == null ? 0 : sriov.numVFs();
    }
}
