package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Keys;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What `shortpath bench` found of a VM: a ConfigMap beside it, which it owns, and which its StoragePath shows. */
public final class Measured {
    private static final String SUFFIX = "-measured";
    private static final String NEEDED = "summary";
    /** The bounds of a StoragePath's `status.measured`. */
    private static final int MOST = 64;

    private static final int LONGEST = 1024;

    private Measured() {}

    /** What a ConfigMap says, or why it is passed over. */
    public sealed interface Reading {
        /** No such ConfigMap. */
        record None() implements Reading {}

        record Found(Map<String, String> words) implements Reading {
            public Found {
                words = Collections.unmodifiableMap(new TreeMap<>(words));
            }
        }

        /** @param why for a person */
        record PassedOver(String why) implements Reading {}

        default Map<String, String> shown() {
            return this instanceof Found found ? found.words() : Map.of();
        }
    }

    /** The ConfigMap's name, by its VM's. */
    public static String name(String vm) {
        return vm + SUFFIX;
    }

    /** The VM's name, by the ConfigMap's; empty where it is no such name. */
    public static Optional<String> vm(String map) {
        return map.endsWith(SUFFIX) && map.length() > SUFFIX.length()
                ? Optional.of(map.substring(0, map.length() - SUFFIX.length()))
                : Optional.empty();
    }

    /** The ConfigMap with these words. */
    public static ObjectNode configMap(JsonNode vm, Map<String, String> words) {
        ObjectNode map =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        ObjectNode metadata =
                map.putObject("metadata").put("name", name(Tree.name(vm))).put("namespace", Tree.namespace(vm));
        metadata.putObject("labels")
                .put("app.kubernetes.io/managed-by", "shortpath")
                .put(Keys.MEASURED, "true");
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "kubevirt.io/v1")
                .put("kind", "VirtualMachine")
                .put("name", Tree.name(vm))
                .put("uid", Tree.text(vm, "metadata", "uid").orElse(""));
        ObjectNode data = map.putObject("data");
        new TreeMap<>(words).forEach(data::put);
        return map;
    }

    /** What a StoragePath shows. */
    public static Map<String, String> shown(JsonNode path) {
        return Tree.strings(path, "status", "measured");
    }

    /** What the ConfigMap of a VM's name says of this very VM. */
    public static Reading read(Optional<JsonNode> there, JsonNode vm) {
        if (there.isEmpty()) {
            return new Reading.None();
        }
        JsonNode map = there.get();
        String uid = Tree.text(vm, "metadata", "uid").orElse("");
        boolean owned = Tree.list(map, "metadata", "ownerReferences").stream()
                .anyMatch(o -> Tree.text(o, "kind").equals(Optional.of("VirtualMachine"))
                        && Tree.text(o, "uid").equals(Optional.of(uid)));
        if (!owned) {
            return passedOver(
                    map,
                    "metadata.ownerReferences does not name the VM with uid " + uid
                            + "; it is of another VM, or of one of this name that is gone");
        }
        Map<String, String> words = Tree.strings(map, "data");
        if (!words.containsKey(NEEDED)) {
            return passedOver(map, "data has no " + NEEDED + "; shortpath bench writes one");
        }
        if (words.size() > MOST) {
            return passedOver(map, "data has " + words.size() + " entries; " + MOST + " is the most");
        }
        return words.entrySet().stream()
                .filter(e -> e.getValue().length() > LONGEST)
                .findFirst()
                .map(e -> passedOver(
                        map,
                        "data." + e.getKey() + " has " + e.getValue().length() + " characters; " + LONGEST
                                + " is the most"))
                .orElseGet(() -> new Reading.Found(words));
    }

    private static Reading passedOver(JsonNode map, String why) {
        return new Reading.PassedOver(
                "ConfigMap " + Tree.namespace(map) + "/" + Tree.name(map) + " is passed over: " + why);
    }
}
