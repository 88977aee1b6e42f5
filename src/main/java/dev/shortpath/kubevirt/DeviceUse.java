package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which resources VMs have as host devices or GPUs; devices of resource claims have no such resource. */
public final class DeviceUse {
    private static final List<String> LISTS = List.of("hostDevices", "gpus");

    /** Where each kind has the two lists; what an instancetype gives counts, whoever is made of it. */
    private static final Map<String, String> KINDS = new TreeMap<>(Map.of(
            Kinds.VIRTUAL_MACHINE, "/spec/template/spec/domain/devices",
            Kinds.VIRTUAL_MACHINE_INSTANCE, "/spec/domain/devices",
            Kinds.INSTANCETYPE, "/spec",
            Kinds.CLUSTER_INSTANCETYPE, "/spec",
            Kinds.CONTROLLER_REVISION, "/data/spec"));

    private static final Set<String> NEEDED = Set.of(Kinds.VIRTUAL_MACHINE, Kinds.VIRTUAL_MACHINE_INSTANCE);

    private DeviceUse() {}

    /** By resource one that has it, for a person; empty where VMs or VMIs were not read. */
    public static Optional<SortedMap<String, String>> of(World world) {
        SortedMap<String, String> used = new TreeMap<>();
        for (Map.Entry<String, String> kind : KINDS.entrySet()) {
            Optional<List<JsonNode>> all = world.all(kind.getKey());
            if (all.isEmpty() && NEEDED.contains(kind.getKey())) {
                return Optional.empty();
            }
            all.orElse(List.of())
                    .forEach(o -> of(o, kind.getValue()).forEach(r -> used.putIfAbsent(r, who(kind.getKey(), o))));
        }
        return Optional.of(used);
    }

    /** The resources of one object of any of these kinds. */
    public static List<String> of(JsonNode object) {
        return KINDS.values().stream()
                .distinct()
                .flatMap(p -> of(object, p).stream())
                .toList();
    }

    private static List<String> of(JsonNode object, String devices) {
        return LISTS.stream()
                .flatMap(list -> Tree.list(object.at(devices), list).stream())
                .flatMap(d -> Tree.text(d, "deviceName").stream())
                .toList();
    }

    private static String who(String kind, JsonNode object) {
        String namespace = object.at("/metadata/namespace").asText("");
        return kind.substring(0, kind.indexOf('.')) + " " + (namespace.isEmpty() ? "" : namespace + "/")
                + Tree.name(object);
    }
}
