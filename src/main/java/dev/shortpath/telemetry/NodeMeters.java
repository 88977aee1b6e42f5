package dev.shortpath.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The dials of nodes: who is silent, whose labels they carry, and what became of writes to them. */
public final class NodeMeters {
    private final MeterRegistry registry;
    private final AtomicInteger silent = new AtomicInteger();
    private final AtomicInteger agreeing = new AtomicInteger();
    private final AtomicInteger disagreeing = new AtomicInteger();

    public NodeMeters(MeterRegistry registry) {
        this.registry = registry;
        Dials.SILENT.gauge(registry, silent::get);
        Dials.OTHERS.gauge(registry, agreeing::get, "true");
        Dials.OTHERS.gauge(registry, disagreeing::get, "false");
        List.of("written", "conflict", "failed").forEach(o -> Dials.WRITES.counter(registry, "Node", o));
    }

    public void silent(int nodes) {
        silent.set(nodes);
    }

    /** Shows when the probe that has been silent longest last looked. */
    public void oldest(Supplier<Optional<Instant>> observation) {
        Dials.OLDEST.gauge(registry, () -> Seconds.of(observation.get()));
    }

    public void others(int agree, int disagree) {
        agreeing.set(agree);
        disagreeing.set(disagree);
    }

    /** Counts one write of a node's labels: `written`, `conflict` or `failed`. */
    public void wrote(String outcome) {
        Dials.WRITES.counter(registry, "Node", outcome).increment();
    }
}
