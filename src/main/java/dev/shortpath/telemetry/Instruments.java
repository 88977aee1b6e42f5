package dev.shortpath.telemetry;

import io.micrometer.core.instrument.MeterRegistry;

/** Where the operator's metrics and spans go. */
public record Instruments(MeterRegistry registry, Traces traces) {
    /** Without spans. */
    public static Instruments of(MeterRegistry registry) {
        return new Instruments(registry, Traces.off());
    }
}
