package dev.shortpath.facts;

import java.util.List;
import java.util.Map;

/**
 * A node, as far as placement asks.
 *
 * @param labels all of its labels; those of group shortpath.dev say what it can carry
 * @param stale whether its probe has been silent for too long
 */
public record Node(
        String name,
        Map<String, String> labels,
        List<Scheduling.Taint> taints,
        boolean unschedulable,
        Map<String, Long> allocatable,
        boolean stale) {
    public Node {
        labels = Map.copyOf(labels);
        taints = List.copyOf(taints);
        allocatable = Map.copyOf(allocatable);
    }
}
