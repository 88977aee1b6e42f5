package dev.shortpath.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.SriovFunction;
import dev.shortpath.api.StorageNodeStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What there is now, counted as it comes and goes: reports, disks, profiles' conditions, nodes and their drives. */
public final class Inventory {
    /** What a disk's path mostly consists of. */
    private static final List<String> FIELDS = List.of("bus", "io", "cache", "ioThread");

    private static final List<String> CAPABILITIES = List.of("iommu", "iommu-mode", "io-uring", "vfio");
    private static final String GROUP = "shortpath.dev/";
    private static final String UNKNOWN = "unknown";

    private final Count paths;
    private final Count hops;
    private final Count disks;
    private final Count conditions;
    private final Count rollouts;
    private final Count nodes;
    private final Count functions;

    public Inventory(MeterRegistry registry) {
        paths = new Count(registry, Dials.PATHS);
        hops = new Count(registry, Dials.HOPS);
        disks = new Count(registry, Dials.DISKS);
        conditions = new Count(registry, Dials.CONDITIONS);
        rollouts = new Count(registry, Dials.ROLLOUTS);
        nodes = new Count(registry, Dials.NODES);
        functions = new Count(registry, Dials.FUNCTIONS);
    }

    /** A StoragePath came, changed or went. */
    public void path(Optional<JsonNode> before, Optional<JsonNode> after) {
        paths.move(compliance(before), compliance(after));
        hops.move(hops(before), hops(after));
        disks.move(disks(before), disks(after));
    }

    private static List<List<String>> compliance(Optional<JsonNode> path) {
        return path
                .map(p -> p.path("status"))
                .filter(s -> s.has("compliance"))
                .map(s -> List.of(
                        profile(s),
                        s.path("compliance").asText(),
                        s.path("reason").asText(UNKNOWN)))
                .stream()
                .toList();
    }

    private static List<List<String>> hops(Optional<JsonNode> path) {
        return path
                .map(p -> p.path("status"))
                .filter(s -> s.has("hops"))
                .map(s -> List.of(profile(s), s.path("hops").asText()))
                .stream()
                .toList();
    }

    private static List<List<String>> disks(Optional<JsonNode> path) {
        return path.map(p -> p.path("status")).stream()
                .flatMap(s -> s.path("disks").valueStream().flatMap(d -> disk(profile(s), d)))
                .toList();
    }

    private static Stream<List<String>> disk(String profile, JsonNode disk) {
        JsonNode has = disk.has("running") ? disk.path("running") : disk.path("stored");
        return FIELDS.stream()
                .map(field -> List.of(profile, field, has.path(field).asText("unset")));
    }

    private static String profile(JsonNode status) {
        String name = status.path("profile").asText("");
        return name.isEmpty() ? "none" : name;
    }

    /** A StorageProfile came, changed or went. */
    public void profile(Optional<JsonNode> before, Optional<JsonNode> after) {
        conditions.move(conditions(before), conditions(after));
        rollouts.move(rollouts(before), rollouts(after));
    }

    private static List<List<String>> rollouts(Optional<JsonNode> profile) {
        return profile.filter(p -> p.at("/status/rollout").isObject()).stream()
                .map(p -> List.of(
                        p.at("/metadata/name").asText(),
                        p.at("/status/rollout/stoppedAt").asText("").isEmpty() ? "running" : "stopped"))
                .toList();
    }

    private static List<List<String>> conditions(Optional<JsonNode> profile) {
        return profile.stream()
                .flatMap(p -> p.at("/status/conditions")
                        .valueStream()
                        .map(c -> List.of(
                                p.at("/metadata/name").asText(),
                                c.path("type").asText(),
                                c.path("status").asText(),
                                c.path("reason").asText())))
                .toList();
    }

    /** A node came, changed or went. */
    public void node(Optional<JsonNode> before, Optional<JsonNode> after) {
        nodes.move(capabilities(before), capabilities(after));
    }

    private static List<List<String>> capabilities(Optional<JsonNode> node) {
        return node.map(n -> n.at("/metadata/labels")).stream()
                .flatMap(labels -> CAPABILITIES.stream()
                        .map(c -> List.of(c, labels.path(GROUP + c).asText(UNKNOWN))))
                .toList();
    }

    /** A probe's report came, changed or went. */
    public void report(Optional<StorageNodeStatus> before, Optional<StorageNodeStatus> after) {
        functions.move(functions(before), functions(after));
    }

    private static List<List<String>> functions(Optional<StorageNodeStatus> report) {
        return report.stream()
                .flatMap(s -> s.nvme().stream())
                .map(f -> List.of(
                        isVirtual(f) ? "virtual" : "physical", f.ready() == null ? UNKNOWN : String.valueOf(f.ready())))
                .toList();
    }

    private static boolean isVirtual(NvmeFunction function) {
        return function.sriov() != null && function.sriov().function() == SriovFunction.VIRTUAL;
    }
}
