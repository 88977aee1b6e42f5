package dev.shortpath.admission.certificate;

import java.time.Duration;
import java.time.Instant;

/**
 * How long certificates live, and when in their lives they are renewed.
 *
 * @param authority of the CA
 * @param serving of the serving certificate
 * @param grace how long each step of a rotation stands before the next: time for every API server and replica to see it
 * @param renewal after how many hundredths of its life each is renewed
 */
public record Lifetimes(Duration authority, Duration serving, Duration grace, int renewal) {
    public static final Lifetimes DEFAULT =
            new Lifetimes(Duration.ofDays(365), Duration.ofDays(90), Duration.ofMinutes(10));

    private static final int HUNDREDTHS = 100;

    /** Renewed when a third of a life is left. */
    public Lifetimes(Duration authority, Duration serving, Duration grace) {
        this(authority, serving, grace, 67);
    }

    /** How often to look. */
    public Duration check() {
        Duration shortest = grace.compareTo(serving) < 0 ? grace : serving;
        return min(Duration.ofMinutes(1), max(shortest.dividedBy(4), Duration.ofMillis(100)));
    }

    boolean isDue(Credential authority, Instant now) {
        return now.isAfter(authority.ends().minus(left(this.authority)));
    }

    boolean isServingDue(Credential credential, Instant now) {
        return now.isAfter(credential.ends().minus(left(serving)));
    }

    private Duration left(Duration life) {
        return life.multipliedBy(HUNDREDTHS - renewal).dividedBy(HUNDREDTHS);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
