package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** A VM's processor architecture, and what KubeVirt takes for it (pkg/defaults/amd64.go, arm64.go, s390x.go). */
final class Architectures {
    private Architectures() {}

    /** The VM's own, else the preference's, else the cluster's default, else amd64. */
    static String of(World world, JsonNode vm, JsonNode preference) {
        return Tree.text(vm, "spec", "template", "spec", "architecture")
                .or(() -> Tree.text(preference, "preferredArchitecture"))
                .or(() -> clusterDefault(world))
                .orElse("amd64");
    }

    /** KubeVirt's mutator asks the DataSource of a template when nothing else says it, and writes what it finds. */
    static boolean isSure(JsonNode vm, JsonNode preference) {
        return Tree.has(vm, "spec", "template", "spec", "architecture")
                || Tree.has(preference, "preferredArchitecture")
                || Tree.list(vm, "spec", "dataVolumeTemplates").stream()
                        .noneMatch(
                                t -> Tree.text(t, "spec", "sourceRef", "kind").equals(Optional.of("DataSource")));
    }

    private static Optional<String> clusterDefault(World world) {
        return world.all(Kinds.KUBEVIRT).orElse(List.of()).stream()
                .findFirst()
                .flatMap(kubevirt -> Tree.text(kubevirt, "status", "defaultArchitecture")
                        .or(() -> Tree.text(
                                kubevirt,
                                "spec",
                                "configuration",
                                "architectureConfiguration",
                                "defaultArchitecture")));
    }

    /** The bus of a disk, lun or cdrom without one. */
    static String bus(String architecture) {
        return switch (architecture) {
            case "arm64", "s390x" -> "virtio";
            default -> "sata";
        };
    }
}
