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

    /** Whether a kind was read, for who wants none of its objects. */
    default boolean knows(String kind) {
        return !(find(kind, "", "") instanceof Found.NotRead);
    }

    /** What a view makes of the objects: who keeps them may keep this too. */
    default <T> T view(View<T> view) {
        return view.of().apply(this);
    }

    /** Names of nodes whose probe has been silent for {@link #STALE}, as of the moment at which the objects are looked at. */
    Set<String> silent();

    /**
     * What can be made of all objects of some kinds and of nothing else. A constant: the function is what tells two views apart.
     *
     * @param kinds all that the function may look at: few are worth to be compared for each VM, and none of which a VM has its own
     * @param of pure, and its result is never changed
     */
    record View<T>(List<String> kinds, Function<World, T> of) {}

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
