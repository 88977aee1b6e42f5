package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A document being changed, and the JSON Patch operations that lead there.
 *
 * <p>It knows which empty parents are ours: `made`, as JSON pointers in which an element of a list stands by its name instead of
 * its index, so that an owner's reordering does not make them point elsewhere.
 */
final class Edit {
    private static final Pattern INDEX = Pattern.compile("\\d{1,9}");

    private final ObjectNode document;
    private final ArrayNode operations = JsonNodeFactory.instance.arrayNode();
    private final Set<String> made;

    Edit(ObjectNode document, Set<String> made) {
        this.document = document.deepCopy();
        this.made = new LinkedHashSet<>(made);
    }

    ObjectNode document() {
        return document;
    }

    ArrayNode operations() {
        return operations;
    }

    List<String> made() {
        return List.copyOf(made);
    }

    /** Adds or replaces a value; parents that are missing are made. */
    void put(List<String> path, JsonNode value) {
        makeParents(path);
        set(path, value);
    }

    /** Makes the parents of a value that are missing. */
    void makeParents(List<String> path) {
        for (int length = 1; length < path.size(); length++) {
            List<String> parent = path.subList(0, length);
            if (at(parent).isMissingNode() || at(parent).isNull()) {
                made.add(pointer(byName(parent)));
                set(parent, JsonNodeFactory.instance.objectNode());
            }
        }
    }

    private void set(List<String> path, JsonNode value) {
        JsonNode parent = at(path.subList(0, path.size() - 1));
        if (!(parent instanceof ObjectNode object)) {
            throw new IllegalArgumentException("there is no object to hold " + pointer(path));
        }
        boolean there = object.has(path.getLast());
        operations.add(operation(there ? "replace" : "add", path).set("value", value.deepCopy()));
        object.set(path.getLast(), value.deepCopy());
    }

    /** Adds an element at the end of a list; a list that is missing is made. */
    void append(List<String> list, JsonNode element) {
        if (at(list) instanceof ArrayNode elements) {
            operations.add(operation("add", Layout.below(list, "-")).set("value", element.deepCopy()));
            elements.add(element.deepCopy());
            return;
        }
        makeParents(list);
        made.add(pointer(byName(list)));
        set(list, JsonNodeFactory.instance.arrayNode().add(element.deepCopy()));
    }

    /** Removes a value if it is there, and the parents that we made and that this leaves empty. */
    void remove(List<String> path) {
        if (at(path).isMissingNode()) {
            return;
        }
        drop(path);
        for (int length = path.size() - 1; length > 0; length--) {
            List<String> parent = path.subList(0, length);
            String name = pointer(byName(parent));
            if (!made.contains(name)
                    || !at(parent).isContainerNode()
                    || !at(parent).isEmpty()) {
                return;
            }
            made.remove(name);
            drop(parent);
        }
    }

    private void drop(List<String> path) {
        operations.add(operation("remove", path));
        if (at(path.subList(0, path.size() - 1)) instanceof ArrayNode elements) {
            elements.remove(Integer.parseInt(path.getLast()));
        } else {
            ((ObjectNode) at(path.subList(0, path.size() - 1))).remove(path.getLast());
        }
    }

    JsonNode at(List<String> path) {
        return at(document, path);
    }

    private static JsonNode at(JsonNode root, List<String> path) {
        JsonNode here = root;
        for (String token : path) {
            if (here.isArray()) {
                here = INDEX.matcher(token).matches() ? here.path(Integer.parseInt(token)) : MissingNode.getInstance();
            } else {
                here = here.path(token);
            }
        }
        return here;
    }

    private List<String> byName(List<String> path) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            JsonNode element = at(path.subList(0, i + 1));
            boolean inList = at(path.subList(0, i)).isArray();
            names.add(
                    inList
                            ? Tree.text(element, "name")
                                    .or(() -> Tree.text(element, "metadata", "name"))
                                    .orElse(path.get(i))
                            : path.get(i));
        }
        return names;
    }

    static ObjectNode operation(String op, List<String> path) {
        return JsonNodeFactory.instance.objectNode().put("op", op).put("path", pointer(path));
    }

    /** RFC 6901. */
    static String pointer(List<String> path) {
        return path.stream()
                .map(token -> "/" + token.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }
}
