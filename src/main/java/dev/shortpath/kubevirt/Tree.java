package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads manifests whose parts may be missing or of an unexpected type: what is not as expected is not there. */
final class Tree {
    private Tree() {}

    /** The node at a path of object members; a missing node where there is none, or null stands there. */
    static JsonNode at(JsonNode node, String... path) {
        JsonNode here = node;
        for (String name : path) {
            here = here.path(name);
        }
        return here.isNull() ? MissingNode.getInstance() : here;
    }

    static boolean has(JsonNode node, String... path) {
        return !at(node, path).isMissingNode();
    }

    /** A text that is not empty. */
    static Optional<String> text(JsonNode node, String... path) {
        JsonNode there = at(node, path);
        return there.isTextual() && !there.textValue().isEmpty() ? Optional.of(there.textValue()) : Optional.empty();
    }

    static boolean isTrue(JsonNode node, String... path) {
        return at(node, path).asBoolean(false);
    }

    /** The elements of a list; none where no list stands. */
    static List<JsonNode> list(JsonNode node, String... path) {
        List<JsonNode> elements = new ArrayList<>();
        JsonNode there = at(node, path);
        if (there.isArray()) {
            there.forEach(elements::add);
        }
        return elements;
    }

    static List<String> texts(JsonNode node, String... path) {
        return list(node, path).stream()
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .toList();
    }

    /** A map of texts, such as labels; members that are no scalars are left out. */
    static Map<String, String> strings(JsonNode node, String... path) {
        Map<String, String> strings = new LinkedHashMap<>();
        at(node, path).properties().forEach(e -> {
            if (e.getValue().isValueNode() && !e.getValue().isNull()) {
                strings.put(e.getKey(), e.getValue().asText());
            }
        });
        return strings;
    }

    static String namespace(JsonNode object) {
        return text(object, "metadata", "namespace").orElse("default");
    }

    static String name(JsonNode object) {
        return text(object, "metadata", "name").orElse("");
    }
}
