package dev.shortpath.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * The door's dials, by the names that Prometheus shows:
 *
 * <ul>
 *   <li>`shortpath_admission_seconds{resource}`: how long the API server waited for an answer
 *   <li>`shortpath_admission_reviews_total{resource,operation,outcome}`: reviews by what they were answered
 *   <li>`shortpath_admission_refused_total{reason}`: connections that came to nothing before a request
 * </ul>
 */
public final class AdmissionMeters {
    /** The last one is the door's own deadline, beyond which nothing is answered but "late". */
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofMillis(1500)
    };

    private final MeterRegistry registry;

    public AdmissionMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** One answer; all three words are of closed sets. */
    public void answered(String resource, String operation, String outcome, Duration took) {
        Timer.builder("shortpath.admission")
                .description("Time to answer an admission review")
                .tag("resource", resource)
                .serviceLevelObjectives(BOUNDS)
                .register(registry)
                .record(took);
        registry.counter(
                        "shortpath.admission.reviews", "resource", resource, "operation", operation, "outcome", outcome)
                .increment();
    }

    public void refused(String reason) {
        registry.counter("shortpath.admission.refused", "reason", reason).increment();
    }
}
