package dev.shortpath.probe;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.DoubleSupplier;

/**
 * When to look, to say that nothing changed, and to try again.
 *
 * @param interval from look to look
 * @param heartbeat after so long an unchanged report is written again
 * @param chance numbers from 0 up to 1, for what must not happen on every node at once
 */
public record Rhythm(Duration interval, Duration heartbeat, DoubleSupplier chance) {
    private static final Duration HEARTBEAT = Duration.ofMinutes(10);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 12;

    /** The contract's: a heartbeat every 10 minutes ± 20 %, drawn once. */
    public static Rhythm of(Duration interval, DoubleSupplier chance) {
        return new Rhythm(interval, scaled(HEARTBEAT, 0.8 + 0.4 * chance.getAsDouble()), chance);
    }

    /** Whether a report of that time wants to be said again; one of no readable time, or of the future, does at once. */
    boolean overdue(String observedAt, Instant now) {
        if (observedAt == null) {
            return true;
        }
        try {
            Instant seen = Instant.parse(observedAt);
            return seen.isAfter(now.plus(heartbeat)) || !seen.plus(heartbeat).isAfter(now);
        } catch (DateTimeParseException e) {
            return true;
        }
    }

    /** How long to leave the API server alone after so many failures in a row: 1 s, 2 s, ... 5 min, each of them less up to a half. */
    Duration pause(int failures) {
        Duration whole = FIRST.multipliedBy(1L << Math.clamp(failures - 1L, 0, DOUBLINGS));
        return scaled(whole.compareTo(LONGEST) > 0 ? LONGEST : whole, 1 - chance.getAsDouble() / 2);
    }

    private static Duration scaled(Duration duration, double by) {
        return Duration.ofMillis((long) (duration.toMillis() * by));
    }
}
