package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.Node;
import dev.shortpath.facts.Scheduling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From Nodes' manifests to facts. */
final class Nodes {
    // For every VM all nodes are asked, and seldom has one changed.
    private static final World.View<List<Node>> ALL =
            new World.View<>(Kinds.NODE, nodes -> nodes.stream().map(Nodes::of).toList());

    private Nodes() {}

    static List<Node> of(World world) {
        return world.view(ALL).orElse(List.of());
    }

    /** A node; `stale` is left to who has a clock. */
    static Node of(JsonNode node) {
        return new Node(
                Tree.name(node),
                Tree.strings(node, "metadata", "labels"),
                Tree.list(node, "spec", "taints").stream().map(Nodes::taint).toList(),
                Tree.isTrue(node, "spec", "unschedulable"),
                allocatable(Tree.strings(node, "status", "allocatable")),
                false);
    }

    private static Scheduling.Taint taint(JsonNode taint) {
        return new Scheduling.Taint(
                Tree.text(taint, "key").orElse(""),
                Tree.text(taint, "value").orElse(""),
                Tree.text(taint, "effect").orElse(""));
    }

    /** Whole numbers only, which all devices have: what is measured in bytes is not asked for. */
    private static Map<String, Long> allocatable(Map<String, String> quantities) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        quantities.forEach((name, quantity) -> {
            if (quantity.matches("\\d{1,18}")) {
                numbers.put(name, Long.valueOf(quantity));
            }
        });
        return numbers;
    }
}
