package dev.shortpath.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The dials of nodes, by the names that Prometheus shows:
 *
 * <ul>
 *   <li>`shortpath_nodes_silent`: nodes whose probe has been silent for 30 minutes
 *   <li>`shortpath_labels_others{agrees}`: labels of group shortpath.dev on nodes that somebody else holds, by whether they
 *       say what the node's probe sees
 *   <li>`shortpath_writes_total{kind="Node",outcome}`: writes of labels by what became of them
 * </ul>
 */
public final class NodeMeters {
    private final MeterRegistry registry;
    private final AtomicInteger silent = new AtomicInteger();
    private final AtomicInteger agreeing = new AtomicInteger();
    private final AtomicInteger disagreeing = new AtomicInteger();

    public NodeMeters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("shortpath.nodes.silent", silent, AtomicInteger::get)
                .description("Nodes whose probe has been silent for 30 minutes")
                .register(registry);
        others("true", agreeing);
        others("false", disagreeing);
    }

    private void others(String agrees, AtomicInteger number) {
        Gauge.builder("shortpath.labels.others", number, AtomicInteger::get)
                .description("Labels of nodes that somebody else holds")
                .tag("agrees", agrees)
                .register(registry);
    }

    public void silent(int nodes) {
        silent.set(nodes);
    }

    public void others(int agree, int disagree) {
        agreeing.set(agree);
        disagreeing.set(disagree);
    }

    /** Counts one write of a node's labels: `written`, `conflict` or `failed`. */
    public void wrote(String outcome) {
        registry.counter("shortpath.writes", "kind", "Node", "outcome", outcome).increment();
    }
}
