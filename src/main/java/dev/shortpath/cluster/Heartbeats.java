package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.kubevirt.StorageNodes;
import java.time.Instant;
import java.util.Map;
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

    /** Nodes whose probe has been silent for too long. */
    public Set<String> silent(Instant now) {
        return StorageNodes.silent(heard, now);
    }
}
