package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.VolumeType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which disks a request brings, so that no guest can know them. */
public final class Births {
    private Births() {}

    /** The moment of a VM that is being created: a guest knows none of its disks. */
    public static Moment of(JsonNode vm) {
        return new Moment(true, names(vm));
    }

    /**
     * The moment of an update: what it adds is neither a disk nor a volume of the VM as it was, and no volume of it by
     * another name, whose data a guest knows.
     */
    public static Moment added(JsonNode before, JsonNode vm) {
        Set<String> added = names(vm);
        added.removeAll(names(before));
        Set<JsonNode> known = Set.copyOf(sources(before).values());
        sources(vm).forEach((name, source) -> {
            if (known.contains(source)) {
                added.remove(name);
            }
        });
        return new Moment(false, added);
    }

    /** By volume, what is on it; an emptyDisk is another one by another name. */
    private static Map<String, JsonNode> sources(JsonNode vm) {
        Map<String, JsonNode> sources = new HashMap<>();
        Tree.list(vm, "spec", "template", "spec", "volumes").stream()
                .filter(v -> !Tree.has(v, "emptyDisk"))
                .forEach(v -> Tree.text(v, "name").ifPresent(name -> sources.put(name, source(v))));
        return sources;
    }

    /** A DataVolume and its claim are the same. */
    private static JsonNode source(JsonNode volume) {
        return Volumes.claimName(volume, VolumeType.DATA_VOLUME)
                .or(() -> Volumes.claimName(volume, VolumeType.PERSISTENT_VOLUME_CLAIM))
                .<JsonNode>map(TextNode::valueOf)
                .orElseGet(() -> ((ObjectNode) volume.deepCopy()).without("name"));
    }

    private static Set<String> names(JsonNode vm) {
        Set<String> names = new HashSet<>();
        Tree.list(vm, "spec", "template", "spec", "domain", "devices", "disks")
                .forEach(d -> Tree.text(d, "name").ifPresent(names::add));
        Tree.list(vm, "spec", "template", "spec", "volumes")
                .forEach(v -> Tree.text(v, "name").ifPresent(names::add));
        return names;
    }
}
