package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.kubevirt.World;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * What was last made of the objects of some kinds. A {@link Shelf} gives the same list until one of its objects changes,
 * so the list itself says whether what was made of it still holds.
 */
final class Views {
    private record Made(List<List<JsonNode>> of, Object result) {}

    private final Map<World.View<?>, Made> last = new ConcurrentHashMap<>();

    // The result is what this very view made.
    @SuppressWarnings("unchecked")
    <T> T of(World.View<T> view, List<List<JsonNode>> objects) {
        Made made = last.get(view);
        if (made == null || !same(made.of(), objects)) {
            made = new Made(objects, view.of().apply(objects));
            last.put(view, made);
        }
        return (T) made.result();
    }

    private static boolean same(List<List<JsonNode>> before, List<List<JsonNode>> now) {
        return before.size() == now.size() && IntStream.range(0, now.size()).allMatch(i -> before.get(i) == now.get(i));
    }
}
