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
    private final Map<String, Instant> heard = new ConcurrentHashMap<>();

    void hear(JsonNode storageNode) {
        String name = Key.of(storageNode).name();
        StorageNodes.observedAt(storageNode).ifPresentOrElse(at -> heard.put(name, at), () -> heard.remove(name));
    }

    void gone(String node) {
        heard.remove(node);
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

    /** Nodes whose probe has been silent for too long. */
    public Set<String> silent(Instant now) {
        return StorageNodes.silent(heard, now);
    }
}
