package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.cluster.Wire;
import dev.shortpath.facts.Hardware;
import dev.shortpath.kubevirt.LabelHolders;
import dev.shortpath.kubevirt.StorageNodes;
import dev.shortpath.plan.node.Labelling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the input knows of one node.
 *
 * @param node the Node; empty when only its StorageNode is there
 * @param labels those of group shortpath.dev
 * @param others labels that the operator leaves alone, as far as the input tells who set them
 * @param seen the status of its StorageNode; empty when its probe never reported
 */
record NodeFacts(
        String name,
        Optional<JsonNode> node,
        Map<String, String> labels,
        List<Labelling.Other> others,
        Optional<JsonNode> seen) {
    private static final String OURS = "shortpath.dev/";

    static NodeFacts of(Input input, String name) throws BadInput {
        Optional<JsonNode> node = named(input, KnownKind.NODE, name);
        Optional<JsonNode> storageNode = named(input, KnownKind.STORAGE_NODE, name);
        if (node.isEmpty() && storageNode.isEmpty()) {
            String there = input.ofKind(KnownKind.NODE.key()).stream()
                    .map(Manifest::name)
                    .limit(10)
                    .collect(Collectors.joining(", "));
            throw new BadInput("no node " + name + " in the input; "
                    + (there.isEmpty() ? "there is none at all" : "there is " + there));
        }
        Map<String, String> labels = new TreeMap<>();
        node.ifPresent(n -> n.path("metadata").path("labels").properties().forEach(l -> {
            if (l.getKey().startsWith(OURS)) {
                labels.put(l.getKey(), l.getValue().asText());
            }
        }));
        return new NodeFacts(
                name,
                node,
                labels,
                others(node, storageNode),
                storageNode.map(s -> s.path("status")).filter(s -> !s.isEmpty()));
    }

    /** kubectl leaves managedFields out unless it is asked for them: then nobody knows. */
    private static List<Labelling.Other> others(Optional<JsonNode> node, Optional<JsonNode> storageNode) {
        Hardware seen = storageNode.flatMap(StorageNodes::hardware).orElse(Hardware.NOT_SEEN);
        boolean listed = storageNode.filter(StorageNodes::drivesListed).isPresent();
        return node.filter(n -> n.at("/metadata/managedFields").isArray())
                .map(n -> Labelling.of(seen, listed, LabelHolders.standing(n, Wire.MANAGER))
                        .others())
                .orElse(List.of());
    }

    private static Optional<JsonNode> named(Input input, KnownKind kind, String name) {
        return input.ofKind(kind.key()).stream()
                .filter(n -> n.name().equals(name))
                .map(Manifest::object)
                .findFirst();
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("node", name);
        ObjectNode all = json.putObject("labels");
        labels.forEach(all::put);
        others.forEach(o -> json.withArray("labelsOfOthers").add(o.sentence()));
        node.map(NodeFacts::hurdles).filter(h -> !h.isEmpty()).ifPresent(h -> json.put("schedulable", h));
        seen.ifPresent(s -> json.set("seen", s));
        return json;
    }

    void write(Page page) {
        page.line(0, "node/" + name, page.paint()::bold);
        node.map(NodeFacts::hurdles).filter(h -> !h.isEmpty()).ifPresent(h -> page.line(2, h));
        if (labels.isEmpty() && seen.isEmpty()) {
            page.line(
                    2,
                    "Nothing is known of its storage hardware: the Node has no label of " + OURS
                            + " and no StorageNode of its name is in the input. What a profile's placement asks for cannot be"
                            + " promised there until a probe, NFD or a person says what it has.");
            return;
        }
        if (!labels.isEmpty()) {
            page.gap();
            page.line(2, "What its labels say, and the scheduler goes by", page.paint()::bold);
            int column =
                    6 + labels.keySet().stream().mapToInt(String::length).max().orElse(0);
            labels.forEach((key, value) -> page.beside(4, key, column, value));
            others.forEach(o -> page.line(4, o.sentence() + "."));
        }
        if (seen.isPresent()) {
            page.gap();
            page.line(2, "What its probe saw", page.paint()::bold);
            YamlText.document(seen.get()).lines().forEach(l -> {
                int indent = 4 + l.length() - l.stripLeading().length();
                page.line(indent, l.strip());
            });
        }
    }

    /** What keeps VMs away, for a person; empty where nothing does. */
    private static String hurdles(JsonNode node) {
        String taints = "";
        for (JsonNode taint : node.path("spec").path("taints")) {
            taints += (taints.isEmpty() ? "" : ", ") + taint.path("key").asText() + ":"
                    + taint.path("effect").asText();
        }
        String cordoned = node.path("spec").path("unschedulable").asBoolean()
                ? "It is cordoned: nothing new is placed on it."
                : "";
        String tainted = taints.isEmpty()
                ? ""
                : "It is tainted, so that only VMs that tolerate it are placed there: " + taints + ".";
        return (cordoned + " " + tainted).strip();
    }
}
