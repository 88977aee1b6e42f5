package dev.shortpath.telemetry;

import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Plan;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The loop's dials, and the spans of plans. What can be counted is shown from the start, with zeros: an alert sees the first one. */
public final class Meters {
    private final MeterRegistry registry;
    private final Traces traces;
    private final Timer plans;

    public Meters(Instruments instruments) {
        this.registry = instruments.registry();
        this.traces = instruments.traces();
        this.plans = Dials.PLAN.timer(registry);
        Dials.CONFLICTS.counter(registry);
        List.of("written", "refused", "failed").forEach(o -> Dials.WRITES.counter(registry, "VirtualMachine", o));
        List.of("written", "deleted").forEach(o -> Dials.WRITES.counter(registry, "StoragePath", o));
        List.of("asked", "refused", "back", "late").forEach(o -> Dials.RESTARTS.counter(registry, o));
        Dials.BUILD.gauge(registry, () -> 1, version());
    }

    private static String version() {
        return Optional.ofNullable(Meters.class.getPackage().getImplementationVersion())
                .orElse("checkout");
    }

    public Plan timed(Supplier<Plan> plan) {
        return traces.plan(() -> plans.record(plan));
    }

    public void decided(Plan plan) {
        for (Decision d : plan.decisions()) {
            Dials.DECISIONS
                    .counter(
                            registry,
                            d.field().path(),
                            d.verdict().word(),
                            d.reason().word())
                    .increment();
        }
    }

    /** Counts one write; the outcome is one of a handful of words. */
    public void wrote(String kind, String outcome) {
        Dials.WRITES.counter(registry, kind, outcome).increment();
    }

    /** Counts a restart: `asked`, `refused`, `back`, or `late`, which stops a rollout. */
    public void restarted(String outcome) {
        Dials.RESTARTS.counter(registry, outcome).increment();
    }

    public void conflict() {
        Dials.CONFLICTS.counter(registry).increment();
    }

    /** Shows whether this is the replica that writes. */
    public void leads(BooleanSupplier leads) {
        Dials.LEADER.gauge(registry, () -> leads.getAsBoolean() ? 1 : 0);
    }

    /** Shows of a kind how many objects are kept, and whether all of them are known. */
    public void cache(String kind, Supplier<Number> size, BooleanSupplier read) {
        Dials.CACHED.gauge(registry, size, kind);
        Dials.CACHE_READ.gauge(registry, () -> read.getAsBoolean() ? 1 : 0, kind);
    }
}
