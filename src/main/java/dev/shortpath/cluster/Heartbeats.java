package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.kubevirt.StorageNodes;
import dev.shortpath.kubevirt.World;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** When each node's probe last looked. It beats all the time, so it is no part of what is kept and compared. */
public final class Heartbeats {
    /** Who is silent, at any time between these two if nothing is heard that matters. */
    private record Known(Set<String> silent, Instant from, Instant until) {
        static final Known NOTHING = new Known(Set.of(), Instant.MAX, Instant.MIN);

        boolean holds(Instant now) {
            return !now.isBefore(from) && !now.isAfter(until);
        }
    }

    private final Map<String, Instant> heard = new ConcurrentHashMap<>();
    private volatile Known known = Known.NOTHING;

    void hear(JsonNode storageNode) {
        String name = Key.of(storageNode).name();
        StorageNodes.observedAt(storageNode).ifPresentOrElse(at -> hear(name, at), () -> gone(name));
    }

    private synchronized void hear(String node, Instant at) {
        heard.put(node, at);
        if (known.silent().contains(node) || at.plus(World.STALE).isBefore(known.until())) {
            known = Known.NOTHING;
        }
    }

    synchronized void gone(String node) {
        heard.remove(node);
        if (known.silent().contains(node)) {
            known = Known.NOTHING;
        }
    }

    /** When the next probe will have been silent for too long if nothing is heard of it; empty: none that is still heard. */
    public Optional<Instant> nextSilence(Instant now) {
        return heard.values().stream()
                .map(at -> at.plus(World.STALE))
                .filter(at -> at.compareTo(now) >= 0)
                .min(Comparator.naturalOrder());
    }

    /** When the probe that has been silent longest last looked. */
    public Optional<Instant> oldest() {
        return heard.values().stream().min(Comparator.naturalOrder());
    }

    /** Nodes whose probe has been silent for too long. Every plan asks, and a beat seldom changes it. */
    public Set<String> silent(Instant now) {
        Known last = known;
        return last.holds(now) ? last.silent() : look(now);
    }

    private synchronized Set<String> look(Instant now) {
        known = new Known(StorageNodes.silent(heard, now), now, nextSilence(now).orElse(Instant.MAX));
        return known.silent();
    }
}
