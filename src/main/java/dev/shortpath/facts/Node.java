package dev.shortpath.facts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node, as far as placement asks.
 *
 * @param labels all of its labels; those of group shortpath.dev say what it can carry
 * @param allocatable devices that the kubelet counts, by resource name
 * @param topologyPolicy the kubelet's topology manager policy, where a NodeResourceTopology tells it
 * @param hardware what its probe saw; empty where none reported
 */
public record Node(
        String name,
        Map<String, String> labels,
        List<Scheduling.Taint> taints,
        boolean unschedulable,
        Map<String, Long> allocatable,
        Optional<String> topologyPolicy,
        Optional<Hardware> hardware) {
    public Node {
        labels = Map.copyOf(labels);
        taints = List.copyOf(taints);
        allocatable = Map.copyOf(allocatable);
    }
}
