package dev.shortpath.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** So many at once, and one more each time so much time has gone by. */
final class Allowance {
    private final Duration whole;
    private final Duration one;

    /** All before this moment is spent. */
    private final AtomicReference<Instant> spent;

    Allowance(int atOnce, Duration one, Instant now) {
        this.one = one;
        this.whole = one.multipliedBy(atOnce);
        this.spent = new AtomicReference<>(now.minus(whole));
    }

    /** Takes one; false where none is left. */
    boolean take(Instant now) {
        Instant before;
        Instant after;
        do {
            before = spent.get();
            Instant oldest = now.minus(whole);
            after = (before.isBefore(oldest) ? oldest : before).plus(one);
            if (after.isAfter(now)) {
                return false;
            }
        } while (!spent.compareAndSet(before, after));
        return true;
    }
}
