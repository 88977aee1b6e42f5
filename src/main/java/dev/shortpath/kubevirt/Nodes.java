package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.shortpath.facts.Fleet;
import dev.shortpath.facts.Inventory;
import dev.shortpath.facts.Node;
import dev.shortpath.facts.Scheduling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** From Nodes' manifests to facts. */
final class Nodes {
    // For every VM all nodes are asked, and seldom has one changed.
    private static final World.View<Optional<Inventory>> ALL = new World.View<>(
            List.of(Kinds.NODE, Kinds.STORAGE_NODE, Kinds.NODE_TOPOLOGY),
            world -> world.all(Kinds.NODE)
                    .map(nodes -> new Inventory(
                            of(nodes, byName(world, Kinds.STORAGE_NODE), byName(world, Kinds.NODE_TOPOLOGY)))));

    private Nodes() {}

    static Fleet of(World world) {
        return world.view(ALL).map(nodes -> new Fleet(nodes, world.silent())).orElse(Fleet.NOT_READ);
    }

    static Optional<Node> named(World world, String name) {
        Optional<JsonNode> node = world.find(Kinds.NODE, "", name).there();
        Optional<JsonNode> seen = world.find(Kinds.STORAGE_NODE, "", name).there();
        return node.or(() -> seen.map(s -> JsonNodeFactory.instance
                        .objectNode()
                        .set("metadata", JsonNodeFactory.instance.objectNode().put("name", name))))
                .map(n -> of(n, seen, world.find(Kinds.NODE_TOPOLOGY, "", name).there()));
    }

    private static List<Node> of(
            List<JsonNode> nodes, Map<String, JsonNode> storageNodes, Map<String, JsonNode> topologies) {
        return nodes.stream()
                .map(n -> of(
                        n,
                        Optional.ofNullable(storageNodes.get(Tree.name(n)))
                                // In a file a node may have no uid.
                                .filter(s -> !Tree.has(n, "metadata", "uid") || StorageNodes.isAbout(s, n)),
                        Optional.ofNullable(topologies.get(Tree.name(n)))))
                .toList();
    }

    private static Map<String, JsonNode> byName(World world, String kind) {
        return world.all(kind).orElse(List.of()).stream()
                .collect(Collectors.toMap(Tree::name, Function.identity(), (a, b) -> b));
    }

    private static Node of(JsonNode node, Optional<JsonNode> storageNode, Optional<JsonNode> topology) {
        return new Node(
                Tree.name(node),
                Tree.strings(node, "metadata", "labels"),
                Tree.list(node, "spec", "taints").stream().map(Nodes::taint).toList(),
                Tree.isTrue(node, "spec", "unschedulable"),
                allocatable(Tree.strings(node, "status", "allocatable")),
                topology.flatMap(Nodes::policy),
                storageNode.flatMap(StorageNodes::hardware));
    }

    /** Older publishers have one word for policy and scope, as SingleNUMANodePodLevel. */
    private static Optional<String> policy(JsonNode topology) {
        return Tree.list(topology, "attributes").stream()
                .filter(a -> Tree.text(a, "name").equals(Optional.of("topologyManagerPolicy")))
                .findFirst()
                .flatMap(a -> Tree.text(a, "value"))
                .or(() -> Tree.texts(topology, "topologyPolicies").stream().findFirst());
    }

    private static Scheduling.Taint taint(JsonNode taint) {
        return new Scheduling.Taint(
                Tree.text(taint, "key").orElse(""),
                Tree.text(taint, "value").orElse(""),
                Tree.text(taint, "effect").orElse(""));
    }

    /** Of a thousand devices the API server says 1k; what is measured in Ki and Gi is bytes, and not asked for. */
    private static Map<String, Long> allocatable(Map<String, String> quantities) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        quantities.forEach((name, quantity) -> {
            if (!quantity.endsWith("i")) {
                Machines.quantity(quantity).ifPresent(n -> numbers.put(name, n));
            }
        });
        return numbers;
    }
}
