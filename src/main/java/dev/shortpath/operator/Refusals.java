package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.cluster.Fate;
import dev.shortpath.cluster.Key;
import dev.shortpath.plan.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which writes were refused lately, so that the same one is not tried again before its time. */
final class Refusals {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final int DOUBLINGS = 6;

    private record Refusal(Write write, String uid, long generation, Fate fate, int times, Instant until) {}

    private final InstantSource clock;
    private final Map<Key, Refusal> refusals = new ConcurrentHashMap<>();

    Refusals(InstantSource clock) {
        this.clock = clock;
    }

    /** What became of this very write the last time, while it is too early to try again. */
    Optional<Fate> standing(Key key, JsonNode vm, Write write) {
        Refusal known = refusals.get(key);
        return known != null && same(known, vm, write) && clock.instant().isBefore(known.until())
                ? Optional.of(known.fate())
                : Optional.empty();
    }

    void refused(Key key, JsonNode vm, Write write, Fate fate) {
        refusals.compute(key, (k, known) -> {
            int times = known != null && same(known, vm, write) ? known.times() + 1 : 0;
            Instant until = clock.instant().plus(FIRST.multipliedBy(1L << Math.min(times, DOUBLINGS)));
            return new Refusal(write, uid(vm), generation(vm), fate, times, until);
        });
    }

    void taken(Key key) {
        refusals.remove(key);
    }

    /** When to come back. */
    Optional<Duration> left(Key key) {
        return Optional.ofNullable(refusals.get(key))
                .map(r -> Duration.between(clock.instant(), r.until()))
                .map(d -> d.isPositive() ? d : Duration.ofMillis(1));
    }

    private static boolean same(Refusal known, JsonNode vm, Write write) {
        return known.uid().equals(uid(vm))
                && known.generation() == generation(vm)
                && known.write().equals(write);
    }

    private static String uid(JsonNode vm) {
        return vm.at("/metadata/uid").asText();
    }

    private static long generation(JsonNode vm) {
        return vm.at("/metadata/generation").asLong();
    }
}
