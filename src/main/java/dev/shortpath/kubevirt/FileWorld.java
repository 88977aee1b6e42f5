package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Objects from manifests, as a closed world: what is not among them is not there. Only kinds that every cluster has, and that
 * nobody lists for one VM, count as not read when none of them is given: StorageClass, Node, KubeVirt, CDI's StorageProfile
 * and webhook configurations.
 *
 * <p>Lists (`List`, `VirtualMachineList`) are unfolded. An object without a namespace is in `default`. Of two objects with
 * the same kind and name the later one holds, as with kubectl apply.
 */
public final class FileWorld implements World {
    private static final Set<String> NOT_READ_WHEN_NONE =
            Set.of(Kinds.STORAGE_CLASS, Kinds.NODE, Kinds.KUBEVIRT, Kinds.CDI_STORAGE_PROFILE, Kinds.WEBHOOKS);

    private final Map<String, Map<String, JsonNode>> kinds = new TreeMap<>();
    private final Map<String, List<JsonNode>> lists = new TreeMap<>();
    private final Views views = new Views();

    private Set<String> silent = Set.of();

    private FileWorld() {}

    /** A world of these objects and lists of objects; what has no kind is passed over. */
    public static FileWorld of(Collection<? extends JsonNode> manifests) {
        FileWorld world = new FileWorld();
        manifests.stream().flatMap(m -> unfolded(m).stream()).forEach(world::put);
        world.kinds.forEach((kind, objects) -> world.lists.put(kind, List.copyOf(objects.values())));
        world.silent = StorageNodes.silent(
                world.kinds.getOrDefault(Kinds.STORAGE_NODE, Map.of()).values());
        return world;
    }

    /** The objects of a manifest: its items where it is a list, else itself. */
    public static List<JsonNode> unfolded(JsonNode manifest) {
        String kind = Tree.text(manifest, "kind").orElse("");
        if (!kind.endsWith("List") || !Tree.at(manifest, "items").isArray()) {
            return List.of(manifest);
        }
        List<JsonNode> objects = new ArrayList<>();
        for (JsonNode item : Tree.list(manifest, "items")) {
            objects.addAll(unfolded(named(item, kind, manifest)));
        }
        return objects;
    }

    /** An API server's items leave out the kind that their list names. */
    private static JsonNode named(JsonNode item, String listKind, JsonNode list) {
        if (!(item instanceof ObjectNode object) || object.has("kind") || listKind.equals("List")) {
            return item;
        }
        ObjectNode whole = object.objectNode();
        whole.put("apiVersion", Tree.text(list, "apiVersion").orElse(""));
        whole.put("kind", listKind.substring(0, listKind.length() - "List".length()));
        whole.setAll(object);
        return whole;
    }

    @Override
    public Set<String> silent() {
        return silent;
    }

    private void put(JsonNode object) {
        Tree.text(object, "kind").ifPresent(kind -> {
            String key = Kinds.of(kind, Tree.text(object, "apiVersion").orElse(""));
            kinds.computeIfAbsent(key, k -> new TreeMap<>())
                    .put(Tree.namespace(object) + "/" + Tree.name(object), object);
        });
    }

    @Override
    public Found find(String kind, String namespace, String name) {
        Map<String, JsonNode> objects = kinds.getOrDefault(kind, Map.of());
        if (objects.isEmpty() && NOT_READ_WHEN_NONE.contains(kind)) {
            return new Found.NotRead();
        }
        // A cluster-scoped object has no namespace, and so lies under `default` here.
        JsonNode object = objects.get((namespace.isEmpty() ? "default" : namespace) + "/" + name);
        return object == null ? new Found.NotThere() : new Found.There(object);
    }

    @Override
    public Optional<List<JsonNode>> all(String kind) {
        List<JsonNode> objects = lists.getOrDefault(kind, List.of());
        return objects.isEmpty() && NOT_READ_WHEN_NONE.contains(kind) ? Optional.empty() : Optional.of(objects);
    }

    @Override
    public <T> T view(View<T> view) {
        return views.of(view, this);
    }
}
