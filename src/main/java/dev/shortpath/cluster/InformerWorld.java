package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.kubevirt.Views;
import dev.shortpath.kubevirt.World;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The cluster as the caches have it. */
public final class InformerWorld implements World {
    private static final Map<String, Watched> KINDS =
            // No plan reads what was measured, and the hook sidecar's script has the same kind.
            Arrays.stream(Watched.values())
                    .filter(w -> w != Watched.MEASURED)
                    .collect(Collectors.toMap(Watched::kind, Function.identity()));

    private final Caches caches;
    private final InstantSource clock;
    private final Views views = new Views();

    public InformerWorld(Caches caches, InstantSource clock) {
        this.caches = caches;
        this.clock = clock;
    }

    @Override
    public Found find(String kind, String namespace, String name) {
        return read(kind)
                .<Found>map(shelf -> shelf.find(new Key(namespace, name))
                        .<Found>map(Found.There::new)
                        .orElseGet(Found.NotThere::new))
                .orElseGet(Found.NotRead::new);
    }

    @Override
    public Optional<List<JsonNode>> all(String kind) {
        return read(kind).map(Shelf::all);
    }

    @Override
    public <T> T view(View<T> view) {
        return views.of(view, this);
    }

    @Override
    public Set<String> silent() {
        return caches.heartbeats().silent(clock.instant());
    }

    private Optional<Shelf<?>> read(String kind) {
        return Optional.ofNullable(KINDS.get(kind))
                .filter(k -> caches.state(k) == Caches.State.READ)
                .map(caches::shelf);
    }
}
