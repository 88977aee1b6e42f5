package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The objects that a plan may need, wherever they are kept: files, or an operator's caches. */
public interface World {
    /** A probe that was not heard of for so long may be dead, and what it saw another way by now (API.md, section 6). */
    Duration STALE = Duration.ofMinutes(30);

    /**
     * An object by its kind and name.
     *
     * @param kind e.g. {@code PersistentVolumeClaim.v1}, {@code DataVolume.cdi.kubevirt.io}: kind, dot, group (or version
     *     of the core group)
     * @param namespace empty for cluster-scoped kinds
     */
    Found find(String kind, String namespace, String name);

    /** All objects of a kind, sorted by namespace and name; empty Optional when the kind was not read. */
    Optional<List<JsonNode>> all(String kind);

    /** What a view makes of all objects of its kind: who keeps the objects may keep this too. Empty as `all` is. */
    default <T> Optional<T> view(View<T> view) {
        return view.objects(this).map(view.of());
    }

    /** Names of nodes whose probe has been silent for {@link #STALE}, as of the moment at which the objects are looked at. */
    Set<String> silent();

    /**
     * What can be made of all objects of some kinds and of nothing else. A constant: the function is what tells two views apart.
     *
     * @param kinds the first is what the view is of: there is none where that was not read; of the others nothing is then known
     * @param of pure, of a list for each kind, and its result is never changed
     */
    record View<T>(List<String> kinds, Function<List<List<JsonNode>>, T> of) {
        public static <T> View<T> of(String kind, Function<List<JsonNode>, T> of) {
            return new View<>(List.of(kind), lists -> of.apply(lists.getFirst()));
        }

        /** The objects of each kind; empty Optional where the first was not read. */
        public Optional<List<List<JsonNode>>> objects(World world) {
            return world.all(kinds.getFirst())
                    .map(_ -> kinds.stream()
                            .map(kind -> world.all(kind).orElse(List.of()))
                            .toList());
        }
    }

    /** What a look-up gave. */
    sealed interface Found {
        record There(JsonNode object) implements Found {}

        record NotThere() implements Found {}

        /** The kind is not served, or its cache is not filled. */
        record NotRead() implements Found {}

        default Optional<JsonNode> there() {
            return this instanceof There t ? Optional.of(t.object()) : Optional.empty();
        }
    }
}
