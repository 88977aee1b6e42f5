package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Keys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** What `shortpath bench` found of a VM: a ConfigMap beside it, which it owns, and which its StoragePath shows. */
public final class Measured {
    private static final String SUFFIX = "-measured";
    private static final String NEEDED = "summary";
    /** The bounds of a StoragePath's `status.measured`. */
    private static final int MOST = 64;

    private static final int LONGEST = 1024;
    private static final int MOST_OWNERS = 8;

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

    /** Whether a ConfigMap of such a name was written by us, by its labels; null where it has none. */
    public static boolean isOurs(Map<String, String> labels) {
        return labels != null && "true".equals(labels.get(Keys.MEASURED));
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
        if (words.size() > MOST) {
            return passedOver(map, "data has more than " + MOST + " entries, which is the most");
        }
        if (!words.containsKey(NEEDED)) {
            return passedOver(map, "data has no " + NEEDED + "; shortpath bench writes one");
        }
        return words.entrySet().stream()
                .flatMap(e -> wrong(e.getValue()).stream().map(what -> passedOver(map, "data." + e.getKey() + what)))
                .findFirst()
                .orElseGet(() -> new Reading.Found(words));
    }

    private static Optional<String> wrong(String value) {
        if (value.length() > LONGEST) {
            return Optional.of(" has more than " + LONGEST + " characters, which is the most");
        }
        // A person's terminal would obey them.
        return value.chars().anyMatch(Character::isISOControl)
                ? Optional.of(" has a control character, such as a newline; shortpath bench writes none")
                : Optional.empty();
    }

    /**
     * Cuts a ConfigMap down to what {@link #read} looks at: anybody may label one of a megabyte, in every namespace of his. The hook
     * sidecar's, which has no such label or is put right, stays whole.
     */
    static void keep(ObjectNode map) {
        if (HookSidecar.CONFIG_MAP.equals(Tree.name(map)) || !isOurs(Tree.strings(map, "metadata", "labels"))) {
            return;
        }
        map.retain("apiVersion", "kind", "metadata", "data");
        ObjectNode metadata = map.withObject("/metadata");
        metadata.retain("name", "namespace", "uid", "resourceVersion", "ownerReferences");
        if (metadata.path("ownerReferences") instanceof ArrayNode owners) {
            cut(owners.size(), MOST_OWNERS, owners::remove);
            owners.forEach(o -> ((ObjectNode) o).retain("kind", "uid"));
        }
        if (map.path("data") instanceof ObjectNode data) {
            List<String> names = new ArrayList<>();
            data.fieldNames().forEachRemaining(names::add);
            // One too many and one too long are enough to say so.
            names.stream().skip(MOST + 1).forEach(data::remove);
            names.stream().limit(MOST + 1).forEach(n -> {
                String value = data.path(n).asText();
                if (value.length() > LONGEST) {
                    data.put(n, value.substring(0, LONGEST + 1));
                }
            });
        }
    }

    private static void cut(int size, int most, IntConsumer remove) {
        for (int i = size - 1; i >= most; i--) {
            remove.accept(i);
        }
    }

    private static Reading passedOver(JsonNode map, String why) {
        return new Reading.PassedOver(
                "ConfigMap " + Tree.namespace(map) + "/" + Tree.name(map) + " is passed over: " + why);
    }
}
