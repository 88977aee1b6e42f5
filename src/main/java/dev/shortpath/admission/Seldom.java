package dev.shortpath.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the log readable when one thing goes wrong a thousand times: each reason once a minute, with a count. */
final class Seldom {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private record Said(Instant at, long since) {}

    private final InstantSource clock;
    private final Map<String, Said> said = new ConcurrentHashMap<>();

    Seldom(InstantSource clock) {
        this.clock = clock;
    }

    /** Runs what logs, with how often it was not said since the last time; reasons are of a closed set. */
    void say(String reason, java.util.function.LongConsumer log) {
        Instant now = clock.instant();
        Said[] due = new Said[1];
        said.compute(reason, (r, last) -> {
            if (last != null && now.isBefore(last.at().plus(PAUSE))) {
                return new Said(last.at(), last.since() + 1);
            }
            due[0] = last == null ? new Said(now, 0) : last;
            return new Said(now, 0);
        });
        if (due[0] != null) {
            log.accept(due[0].since());
        }
    }
}
