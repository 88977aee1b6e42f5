package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The objects of the input that Shortpath uses, in their order.
 *
 * @param objects each of a known kind, with a name and, where its kind has one, a namespace
 * @param warnings what was passed over, for stderr
 */
record Input(List<Manifest> objects, List<String> warnings) {
    Input {
        objects = List.copyOf(objects);
        warnings = List.copyOf(warnings);
    }

    static Input of(List<Manifest> documents) throws BadInput {
        List<Manifest> objects = new ArrayList<>();
        Map<String, Manifest> seen = new LinkedHashMap<>();
        Passed passed = new Passed();
        for (Manifest document : documents) {
            for (Manifest one : flattened(document)) {
                checkShape(one);
                Optional<KnownKind> kind = KnownKind.of(one);
                if (kind.isEmpty()) {
                    passed.over(one);
                    continue;
                }
                Manifest object = checked(one, kind.get());
                Manifest twin = object.name().isEmpty() ? null : seen.putIfAbsent(key(object), object);
                if (twin != null) {
                    throw new BadInput(
                            object.source(),
                            describe(object) + " stands in the input twice, first at " + twin.source()
                                    + "; give it once");
                }
                objects.add(object);
            }
        }
        return new Input(objects, passed.warnings());
    }

    List<JsonNode> json() {
        return objects.stream().map(Manifest::object).toList();
    }

    List<Manifest> ofKind(String kind) {
        return objects.stream().filter(o -> o.kind().equals(kind)).toList();
    }

    static String describe(Manifest object) {
        String namespace = object.object().path("metadata").path("namespace").asText();
        return object.object().path("kind").asText() + " "
                + (namespace.isEmpty() ? "" : namespace + "/")
                + object.name();
    }

    private static String key(Manifest object) {
        return object.kind() + " "
                + object.object().path("metadata").path("namespace").asText() + "/" + object.name();
    }

    private static List<Manifest> flattened(Manifest document) throws BadInput {
        JsonNode object = document.object();
        JsonNode items = object.path("items");
        String kind = object.path("kind").asText();
        if (!kind.endsWith("List") || !items.isArray()) {
            return List.of(document);
        }
        List<Manifest> flat = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String base = "/items/" + i;
            JsonNode json = typed(items.get(i), kind, object.path("apiVersion").asText());
            Manifest item = new Manifest(
                    json, json, document.at(base), pointer -> document.lines().applyAsInt(base + pointer));
            flat.addAll(flattened(item));
        }
        return flat;
    }

    /** Items of a typed list (`NodeList`) come from the API without kind and apiVersion. */
    private static JsonNode typed(JsonNode item, String listKind, String apiVersion) {
        if (listKind.equals("List") || !item.isObject() || item.has("kind")) {
            return item;
        }
        ObjectNode typed = JsonNodeFactory.instance.objectNode();
        typed.put("apiVersion", apiVersion);
        typed.put("kind", listKind.substring(0, listKind.length() - "List".length()));
        typed.setAll((ObjectNode) item);
        return typed;
    }

    private static void checkShape(Manifest document) throws BadInput {
        JsonNode object = document.object();
        if (!object.isObject()) {
            throw new BadInput(
                    document.source(),
                    "not a Kubernetes object but " + shape(object)
                            + "; each document begins with apiVersion, kind and metadata");
        }
        for (String field : List.of("apiVersion", "kind")) {
            JsonNode value = object.path(field);
            if (!value.isTextual() || value.asText().isBlank()) {
                throw new BadInput(
                        document.at(value.isMissingNode() ? "" : "/" + field),
                        (value.isMissingNode() ? "the document has no " + field : field + " is " + shape(value))
                                + "; say what it is, for example " + example(field));
            }
        }
    }

    private static String example(String field) {
        return field.equals("kind") ? "`kind: VirtualMachine`" : "`apiVersion: kubevirt.io/v1`";
    }

    private static Manifest checked(Manifest one, KnownKind kind) throws BadInput {
        kind.checkVersion(one);
        JsonNode metadata = one.object().path("metadata");
        boolean generated = metadata.path("generateName").isTextual();
        JsonNode name = metadata.path("name");
        if (name.isValueNode() && !name.isTextual() && !name.isNull()) {
            throw new BadInput(
                    one.at("/metadata/name"),
                    "the name is " + shape(name) + " and no text to YAML; write it in quotes");
        }
        if (!name.isTextual() && !generated) {
            throw new BadInput(
                    one.at("/metadata"),
                    one.object().path("kind").asText() + " without a name; write `metadata: {name: ...}`");
        }
        if (!kind.namespaced() || metadata.path("namespace").isTextual()) {
            return one;
        }
        ObjectNode placed = one.object().deepCopy();
        ((ObjectNode) placed.get("metadata")).put("namespace", "default");
        return new Manifest(placed, one.written(), one.source(), one.lines());
    }

    private static String shape(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "a mapping";
            case STRING -> "the text `" + value.asText().lines().findFirst().orElse("") + "`";
            case NUMBER, BOOLEAN -> "the value " + value.asText();
            default -> "nothing";
        };
    }

    /** Documents of kinds that Shortpath does not use: one warning for each kind of a file. */
    private static final class Passed {
        private final Map<String, Manifest> first = new LinkedHashMap<>();
        private final Map<String, Integer> count = new LinkedHashMap<>();

        void over(Manifest document) {
            String key = document.source().file() + " " + document.apiVersion() + " " + document.kind();
            first.putIfAbsent(key, document);
            count.merge(key, 1, Integer::sum);
        }

        List<String> warnings() {
            return first.entrySet().stream()
                    .map(e -> warning(e.getValue(), count.get(e.getKey())))
                    .toList();
        }

        private static String warning(Manifest document, int times) {
            String hint =
                    KnownKind.meant(document).map(k -> "; was " + k + " meant?").orElse("");
            return document.source() + ": Shortpath does not use "
                    + document.object().path("kind").asText() + " of "
                    + document.apiVersion() + hint + "; passed over"
                    + (times > 1 ? ", like " + (times - 1) + " more in this file" : "");
        }
    }
}
