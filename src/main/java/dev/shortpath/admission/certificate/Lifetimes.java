package dev.shortpath.admission.certificate;

import java.time.Duration;
import java.time.Instant;

/**
 * How long certificates live. Each is renewed when a third of its life is left.
 *
 * @param authority of the CA
 * @param serving of the serving certificate
 * @param grace how long each step of a rotation stands before the next: time for every API server and replica to see it
 */
public record Lifetimes(Duration authority, Duration serving, Duration grace) {
    public static final Lifetimes DEFAULT =
            new Lifetimes(Duration.ofDays(365), Duration.ofDays(90), Duration.ofMinutes(10));

    private static final long SHARE = 3;

    /** How often to look. */
    public Duration check() {
        Duration shortest = grace.compareTo(serving) < 0 ? grace : serving;
        return min(Duration.ofMinutes(1), max(shortest.dividedBy(4), Duration.ofMillis(100)));
    }

    boolean isDue(Credential authority, Instant now) {
        return now.isAfter(authority.ends().minus(this.authority.dividedBy(SHARE)));
    }

    boolean isServingDue(Credential credential, Instant now) {
        return now.isAfter(credential.ends().minus(serving.dividedBy(SHARE)));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
