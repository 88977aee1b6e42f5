package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Profiles as they were last seen, of those that are gone: one that is replaced is not there for a moment. */
final class Departed implements Caches.Listener {
    private final Map<String, JsonNode> profiles = new ConcurrentHashMap<>();

    Optional<JsonNode> find(String profile) {
        return Optional.ofNullable(profiles.get(profile));
    }

    @Override
    public void changed(Watched kind, Optional<JsonNode> before, Optional<JsonNode> after) {
        if (kind == Watched.PROFILE && after.isEmpty()) {
            before.ifPresent(p -> profiles.put(Key.of(p).name(), p));
        } else if (kind == Watched.PROFILE) {
            profiles.remove(Key.of(after.get()).name());
        }
    }

    @Override
    public void state(Watched kind, Caches.State state) {
        // Nobody leaves by it.
    }
}
