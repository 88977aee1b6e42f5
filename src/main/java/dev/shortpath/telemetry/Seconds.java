package dev.shortpath.telemetry;

import java.time.Instant;
import java.util.Optional;

/** A moment as Prometheus has it. */
final class Seconds {
    private Seconds() {}

    /** Seconds since 1970; NaN, which no comparison takes, where there is none. */
    static double of(Optional<Instant> moment) {
        return moment.map(m -> m.toEpochMilli() / 1000.0).orElse(Double.NaN);
    }
}
