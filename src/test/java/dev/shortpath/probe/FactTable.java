package dev.shortpath.probe;

import dev.shortpath.api.NumaNode;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.Sriov;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.api.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A node's facts as lines of a table, in the words of the recorded trees' README; `-` is absent. */
final class FactTable {
    private FactTable() {}

    static List<String> of(String name, StorageNodeStatus status) {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(
                " | ",
                name,
                "kernel " + status.kernel().replaceFirst("^(\\d+\\.\\d+)\\..*", "$1"),
                "units " + joined(status.iommu().units()),
                "kind " + word(status.iommu().kind()),
                "mode " + word(status.iommu().mode()),
                "remapped " + yes(status.iommu().interruptRemapping()),
                "vfio " + yes(status.vfio().ready()),
                "unsafe " + yes(status.vfio().unsafeInterrupts()),
                "io_uring " + word(status.ioUring().state()),
                "sysctl " + value(status.ioUring().sysctl())));
        status.numa().forEach(n -> lines.add(numa(n)));
        status.nvme().forEach(f -> lines.add(function(f)));
        return lines;
    }

    private static String numa(NumaNode node) {
        String pages = node.hugepages().entrySet().stream()
                .map(p -> p.getKey() + "=" + p.getValue())
                .collect(Collectors.joining(","));
        return "  numa " + node.id() + " | cpus " + node.cpus() + " | hugepages " + pages;
    }

    private static String function(NvmeFunction f) {
        // The numbers of drives differ from boot to boot.
        List<String> use = f.use().stream()
                .map(u -> u.replaceAll("nvme\\d+n\\d+(p\\d+)", "$1"))
                .toList();
        return "  "
                + String.join(
                        " | ",
                        f.address(),
                        "serial " + value(f.serial()),
                        "numa " + value(f.numaNode()),
                        "driver " + value(f.driver()),
                        "isolated " + yes(f.isolated()),
                        "viable " + yes(f.viable()),
                        "use " + joined(use),
                        "sriov " + sriov(f.sriov()),
                        "ready " + yes(f.ready()));
    }

    private static String sriov(Sriov sriov) {
        return switch (sriov.function()) {
            case NONE -> "None";
            case PHYSICAL -> "Physical " + sriov.numVFs() + "/" + sriov.totalVFs();
            case VIRTUAL -> "Virtual of " + sriov.physicalFunction();
        };
    }

    private static String joined(List<String> words) {
        return words.isEmpty() ? "-" : String.join(", ", words);
    }

    private static String word(Word word) {
        return word == null ? "-" : word.word();
    }

    private static String yes(Boolean is) {
        return is == null ? "-" : is ? "yes" : "no";
    }

    private static String value(Object value) {
        return value == null ? "-" : value.toString();
    }
}
