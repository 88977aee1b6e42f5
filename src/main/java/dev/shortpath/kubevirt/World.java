package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The objects that a plan may need, wherever they are kept: files, or an operator's caches. */
public interface World {
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
        return all(view.kind()).map(view.of());
    }

    /**
     * What can be made of all objects of a kind and of nothing else. A constant: the function is what tells two views apart.
     *
     * @param of pure, and its result is never changed
     */
    record View<T>(String kind, Function<List<JsonNode>, T> of) {}

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
