package dev.shortpath.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The door's dials, and the spans of its answers. */
public final class AdmissionMeters {
    private final MeterRegistry registry;
    private final Traces traces;

    /** Without spans. */
    public AdmissionMeters(MeterRegistry registry) {
        this(Instruments.of(registry));
    }

    public AdmissionMeters(Instruments instruments) {
        this.registry = instruments.registry();
        this.traces = instruments.traces();
    }

    /** Answers a review within a span. */
    public <T> T answering(Traces.Work<T, RuntimeException> review) {
        return traces.within("review", review);
    }

    /** One answer; all three words are of closed sets. */
    public void answered(String resource, String operation, String outcome, Duration took) {
        Dials.ADMISSION.timer(registry, resource).record(took);
        Dials.REVIEWS.counter(registry, resource, operation, outcome).increment();
    }

    public void refused(String reason) {
        Dials.REFUSED.counter(registry, reason).increment();
    }

    /** Shows when the certificate of the moment ends. */
    public void certificate(Supplier<Optional<Instant>> ends) {
        Dials.CERTIFICATE.gauge(registry, () -> Seconds.of(ends.get()));
    }
}
