package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * What was last made of the objects of some kinds, for a world that gives the same list until one of its objects changes: the
 * list itself then says whether what was made of it still holds.
 */
public final class Views {
    private record Made(List<List<JsonNode>> of, Object result) {}

    /** An object of its own, since an empty list is what was read where there is nothing. */
    private static final List<JsonNode> NOT_READ = new ArrayList<>();

    private final AtomicReference<Map<World.View<?>, Made>> last = new AtomicReference<>(Map.of());

    /** What the view makes of what the world has now. */
    // The result is what this very view made.
    @SuppressWarnings("unchecked")
    public <T> T of(World.View<T> view, World world) {
        // Before it is made: what changes meanwhile has it made once more.
        List<List<JsonNode>> objects = view.kinds().stream()
                .map(kind -> world.all(kind).orElse(NOT_READ))
                .toList();
        Made made = last.get().get(view);
        if (made == null || !same(made.of(), objects)) {
            Made anew = new Made(objects, view.of().apply(world));
            last.updateAndGet(known -> with(known, view, anew));
            return (T) anew.result();
        }
        return (T) made.result();
    }

    private static Map<World.View<?>, Made> with(Map<World.View<?>, Made> known, World.View<?> view, Made made) {
        Map<World.View<?>, Made> more = new HashMap<>(known);
        more.put(view, made);
        return more;
    }

    private static boolean same(List<List<JsonNode>> before, List<List<JsonNode>> now) {
        return IntStream.range(0, now.size()).allMatch(i -> before.get(i) == now.get(i));
    }
}
