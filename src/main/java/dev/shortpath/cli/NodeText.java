package dev.shortpath.cli;

import dev.shortpath.api.Iommu;
import dev.shortpath.api.NumaNode;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.Sriov;
import dev.shortpath.api.SriovFunction;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.kubevirt.StorageNodes;
import dev.shortpath.plan.Lack;
import dev.shortpath.plan.passthrough.Drive;
import dev.shortpath.plan.passthrough.Drives;
import dev.shortpath.plan.passthrough.Giving;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of a node, for a person: first which drives can be given, then why the others cannot. */
final class NodeText {
    private static final int COLUMN = 18;

    private final NodeFacts facts;
    private final Page page;

    private NodeText(NodeFacts facts, Page page) {
        this.facts = facts;
        this.page = page;
    }

    static void write(NodeFacts facts, Page page) {
        NodeText text = new NodeText(facts, page);
        text.node();
        Optional<StorageNodeStatus> seen = facts.storageNode().flatMap(StorageNodes::status);
        if (seen.isPresent()) {
            text.drives(facts.drives());
            text.carries(seen.get());
        }
        text.labels(facts.labels(), facts.holders());
        facts.others().stream().filter(o -> !o.agrees()).forEach(o -> page.line(4, o.sentence() + "."));
    }

    private void node() {
        page.line(0, "node/" + facts.name() + ": " + facts.summary(), page.paint()::bold);
        if (!facts.hurdles().isEmpty()) {
            page.line(2, facts.hurdles(), page.paint()::yellow);
        }
        if (facts.storageNode().isPresent()) {
            page.line(
                    2,
                    facts.sighting().words(),
                    facts.sighting().silent() ? page.paint()::yellow : page.paint()::faint);
        } else {
            page.line(
                    2,
                    "No probe has reported of it: there is no StorageNode of its name. "
                            + (facts.labels().isEmpty() ? "Neither has it a label of shortpath.dev/. " : "")
                            + "What passthrough asks for cannot be promised there until Shortpath's probe runs on it.");
        }
    }

    private void heading(String title) {
        page.gap();
        page.line(2, title, page.paint()::bold);
    }

    private void drives(Drives drives) {
        if (drives.all().isEmpty()) {
            return;
        }
        heading("Its drives, and whether VMs can be given them");
        drives.all().forEach(d -> page.beside(4, d.giving().answer(), 13, line(d), paint(d.giving())));
        hindrances(drives);
        if (!drives.remarks().isEmpty()) {
            heading("What else the resources of the KubeVirt CR take here");
            drives.remarks().forEach(r -> page.beside(4, "-", 6, r));
        }
    }

    /** Drives that lack the same are named together. */
    private void hindrances(Drives drives) {
        List<Lack> general = Stream.of(
                        drives.general().ofNode(),
                        drives.general().ofCluster(),
                        drives.general().unread())
                .flatMap(List::stream)
                .toList();
        Map<List<Lack>, String> addresses = drives.all().stream()
                .filter(d -> !d.lacks().isEmpty())
                .collect(Collectors.toMap(
                        Drive::lacks, d -> d.function().address(), (a, b) -> a + ", " + b, LinkedHashMap::new));
        if (general.isEmpty() && addresses.isEmpty()) {
            return;
        }
        heading("What stands in the way");
        general.forEach(l -> lack(4, l));
        addresses.forEach((lacks, which) -> {
            page.line(4, which);
            lacks.forEach(l -> lack(6, l));
        });
    }

    private void lack(int indent, Lack lack) {
        page.beside(indent, "-", indent + 2, lack.what());
        if (!lack.mend().isEmpty()) {
            List<String> lines = lack.mend().lines().toList();
            page.beside(indent + 2, "→", indent + 4, lines.getFirst());
            lines.stream().skip(1).forEach(l -> page.line(indent + 4, l));
        }
    }

    /** With the probe's reason only where nothing is said of the drive below. */
    private static String line(Drive drive) {
        NvmeFunction f = drive.function();
        Sriov sriov = f.sriov();
        return f.address() + " "
                + Stream.of(
                                f.model() == null ? f.vendorDevice() : f.model().strip(),
                                f.serial() == null
                                        ? null
                                        : "serial " + f.serial().strip(),
                                sriov == null ? null : part(sriov),
                                f.numaNode() == null ? "NUMA node not known" : "NUMA node " + f.numaNode(),
                                f.iommuGroup() == null ? "no IOMMU group" : "group " + f.iommuGroup(),
                                f.driver() == null ? "no driver" : f.driver(),
                                drive.giving() == Giving.NOT_READY
                                        ? null
                                        : drive.resource().map(r -> "as " + r).orElse(null))
                        .filter(s -> s != null)
                        .collect(Collectors.joining(", "))
                + (drive.giving() == Giving.NOT_READY
                                && f.why() != null
                                && drive.lacks().isEmpty()
                        ? "; " + f.why()
                        : "");
    }

    private static String part(Sriov sriov) {
        if (sriov.function() == SriovFunction.VIRTUAL) {
            return "virtual function" + (sriov.physicalFunction() == null ? "" : " of " + sriov.physicalFunction());
        }
        return sriov.totalVFs() == null || sriov.totalVFs() == 0
                ? null
                : (sriov.numVFs() == null ? "" : sriov.numVFs() + " of ") + sriov.totalVFs() + " virtual functions";
    }

    private UnaryOperator<String> paint(Giving giving) {
        return switch (giving) {
            case AVAILABLE -> page.paint()::green;
            case NOT_READY -> page.paint()::red;
            case READY, NOT_OFFERED, UNKNOWN -> page.paint()::yellow;
        };
    }

    private void carries(StorageNodeStatus seen) {
        heading("What the node carries");
        facts.architecture().ifPresent(a -> page.beside(4, "architecture", COLUMN, a));
        page.beside(4, "kernel", COLUMN, seen.kernel() == null ? "not known" : seen.kernel());
        page.beside(4, "IOMMU", COLUMN, iommu(seen.iommu()));
        page.beside(
                4,
                "vfio-pci",
                COLUMN,
                seen.vfio() == null || seen.vfio().ready() == null
                        ? "not known"
                        : (seen.vfio().ready() ? "ready" : "not ready")
                                + (Boolean.TRUE.equals(seen.vfio().unsafeInterrupts())
                                        ? ", and unsafe interrupts are allowed"
                                        : ""));
        page.beside(
                4,
                "io_uring",
                COLUMN,
                seen.ioUring() == null || seen.ioUring().state() == null
                        ? "not known"
                        : seen.ioUring().state().word()
                                + (seen.ioUring().sysctl() == null
                                        ? ""
                                        : " (kernel.io_uring_disabled is "
                                                + seen.ioUring().sysctl() + ")"));
        seen.numa().forEach(n -> page.beside(4, "NUMA node " + n.id(), COLUMN, numa(n)));
    }

    private static String iommu(Iommu iommu) {
        if (iommu == null || iommu.enabled() == null) {
            return "not known";
        }
        String remapping = iommu.interruptRemapping() == null
                ? ""
                : iommu.interruptRemapping() ? ", interrupts remapped" : ", interrupts not remapped";
        return iommu.enabled()
                ? (iommu.kind() == null ? "on" : iommu.kind().word())
                        + (iommu.mode() == null ? "" : ", mode " + iommu.mode().word())
                        + remapping
                : "not at work";
    }

    private static String numa(NumaNode node) {
        String pages = node.hugepages().entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(e -> e.getValue() + " of " + e.getKey())
                .collect(Collectors.joining(", "));
        return (node.cpus() == null || node.cpus().isEmpty() ? "no CPU" : "CPUs " + node.cpus())
                + (pages.isEmpty() ? ", no hugepages" : ", hugepages: " + pages);
    }

    private void labels(Map<String, String> labels, Map<String, String> holders) {
        if (labels.isEmpty()) {
            return;
        }
        heading("What its labels say, and the scheduler goes by");
        int column = 6 + labels.keySet().stream().mapToInt(String::length).max().orElse(0);
        labels.forEach((key, value) ->
                page.beside(4, key, column, value + (holders.containsKey(key) ? ", set by " + holders.get(key) : "")));
    }
}
