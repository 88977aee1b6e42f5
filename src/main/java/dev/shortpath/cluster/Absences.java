package dev.shortpath.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * How long profiles have been gone, counted while this operator runs and their CRD is served: a profile that is replaced
 * is not gone (API.md, section 1).
 */
public final class Absences {
    private final Predicate<String> there;
    private final BooleanSupplier served;
    private final Duration grace;
    private final InstantSource clock;
    private final Map<String, Instant> since = new ConcurrentHashMap<>();

    public Absences(Predicate<String> there, BooleanSupplier served, Duration grace, InstantSource clock) {
        this.there = there;
        this.served = served;
        this.grace = grace;
        this.clock = clock;
    }

    public boolean there(String profile) {
        return there.test(profile);
    }

    /** How much longer a profile that is not there may come back; empty: it is there, or its time is over. */
    public Optional<Duration> left(String profile) {
        if (there.test(profile)) {
            since.remove(profile);
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant began = served.getAsBoolean() ? since.computeIfAbsent(profile, p -> now) : now;
        since.put(profile, began);
        Duration left = Duration.between(now, began.plus(grace));
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }
}
