package dev.shortpath.facts;

import java.util.List;
import java.util.Set;

/**
 * The nodes of the cluster.
 *
 * @param silent names of nodes whose probe has been silent for too long: what it saw is stale
 */
public record Fleet(Inventory inventory, Set<String> silent) {
    public Fleet {
        silent = Set.copyOf(silent);
    }

    public static final Fleet NOT_READ = new Fleet(Inventory.EMPTY, Set.of());

    public List<Node> nodes() {
        return inventory.nodes();
    }

    /** Whether what the node's probe saw is stale; of a node without a probe nothing is. */
    public boolean isStale(Node node) {
        return silent.contains(node.name());
    }
}
