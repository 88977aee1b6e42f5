package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.kubevirt.LabelHolders;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.TreeSet;

/** What every object's metadata is cut down to, and how versions of one object are told apart. */
final class Versions {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private Versions() {}

    static Key key(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        // Few have many objects, and each came with a text of its own.
        return new Key(
                namespace == null ? "" : namespace.intern(),
                object.getMetadata().getName());
    }

    /** A resource version as a number (Kubernetes has made them comparable); 0 for what is none. */
    static long number(String version) {
        try {
            return version == null ? 0 : Long.parseLong(version);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    static long number(JsonNode object) {
        return number(object.at("/metadata/resourceVersion").asText(""));
    }

    /** Whether two say the same. What was unpacked has an int where what came has a long. */
    static boolean same(JsonNode one, JsonNode other) {
        return one.equals(
                (a, b) -> a.isNumber() && b.isNumber()
                        ? a.decimalValue().compareTo(b.decimalValue())
                        : a.equals(b) ? 0 : 1,
                other);
    }

    /** Takes away what changes with every write: versions, and the managers' lists of fields (not their names, and of nodes our labels). */
    static void strip(ObjectNode object) {
        if (!(object.get("metadata") instanceof ObjectNode metadata)) {
            return;
        }
        metadata.remove("resourceVersion");
        metadata.remove("selfLink");
        if (metadata.get("annotations") instanceof ObjectNode annotations) {
            // The empty object stays: a patch must know whether the parent is there.
            annotations.remove(LAST_APPLIED);
        }
        if (object.path("kind").asText("").equals(Watched.NODE.shortKind())) {
            LabelHolders.keep(object);
        } else if (metadata.get("managedFields") instanceof ArrayNode managers) {
            TreeSet<String> names = new TreeSet<>();
            managers.forEach(m -> names.add(m.path("manager").asText("")));
            ArrayNode kept = metadata.putArray("managedFields");
            names.forEach(n -> kept.addObject().put("manager", n));
        }
    }
}
