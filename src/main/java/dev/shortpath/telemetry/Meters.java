package dev.shortpath.telemetry;

import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Plan;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The dials, by the names that Prometheus shows (`_total` is added to counters):
 *
 * <ul>
 *   <li>`shortpath_plan_seconds`: how long plans took, and how many there were
 *   <li>`shortpath_decisions_total{field,decision,reason}`: what was decided, counted when a VM's report changes
 *   <li>`shortpath_writes_total{kind,outcome}`: writes by what became of them
 *   <li>`shortpath_conflicts_total`: writes that found another VM than was planned for
 *   <li>`shortpath_restarts_total{outcome}`: restarts by rollouts
 *   <li>`shortpath_paths{compliance}`: StoragePaths by compliance, now
 * </ul>
 */
public final class Meters {
    private final MeterRegistry registry;
    private final Timer plans;
    private final Map<String, AtomicInteger> paths = new ConcurrentHashMap<>();

    public Meters(MeterRegistry registry) {
        this.registry = registry;
        this.plans = Timer.builder("shortpath.plan")
                .description("Time to make one VM's plan")
                .register(registry);
        registry.counter("shortpath.conflicts");
    }

    public Plan timed(Supplier<Plan> plan) {
        return plans.record(plan);
    }

    public void decided(Plan plan) {
        for (Decision d : plan.decisions()) {
            registry.counter(
                            "shortpath.decisions",
                            "field",
                            d.field().path(),
                            "decision",
                            d.verdict().word(),
                            "reason",
                            d.reason().word())
                    .increment();
        }
    }

    /** Counts one write; the outcome is one of a handful of words. */
    public void wrote(String kind, String outcome) {
        registry.counter("shortpath.writes", "kind", kind, "outcome", outcome).increment();
    }

    /** Counts a restart: `asked`, `refused`, `back`, or `late`, which stops a rollout. */
    public void restarted(String outcome) {
        registry.counter("shortpath.restarts", "outcome", outcome).increment();
    }

    public void conflict() {
        registry.counter("shortpath.conflicts").increment();
    }

    /** A StoragePath's compliance became another one; empty words: it was, or is, not there. */
    public void moved(String from, String to) {
        if (!from.equals(to)) {
            gauge(from, -1);
            gauge(to, 1);
        }
    }

    private void gauge(String compliance, int by) {
        if (!compliance.isEmpty()) {
            paths.computeIfAbsent(
                            compliance,
                            c -> registry.gauge(
                                    "shortpath.paths",
                                    java.util.List.of(io.micrometer.core.instrument.Tag.of("compliance", c)),
                                    new AtomicInteger()))
                    .addAndGet(by);
        }
    }
}
