package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.kubevirt.Kept;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the API server answered to our own writes, until the cache has caught up: who reads here never sees an object as
 * it was before our last write to it.
 */
public final class Answers implements Caches.Listener {
    /**
     * An answer.
     *
     * @param tree as it was answered; null where it was deleted
     * @param uid of what was deleted, else empty: a namesake that came after it is another
     */
    private record Answer(ObjectNode tree, long version, String uid) {
        boolean gone() {
            return tree == null;
        }
    }

    private final Watched kind;
    private final Shelf<?> shelf;
    private final Map<Key, Answer> answers = new ConcurrentHashMap<>();

    public Answers(Watched kind, Shelf<?> shelf) {
        this.kind = kind;
        this.shelf = shelf;
        shelf.ask(this::at);
    }

    /** What the cache is about to have, if it is what was answered: the echo of a write need not be made anew. */
    private Optional<ObjectNode> at(Key key, long version) {
        return Optional.ofNullable(answers.get(key))
                .filter(a -> !a.gone() && a.version() == version && version > 0)
                .map(Answer::tree);
    }

    /** The newest state that we know of. */
    public Optional<JsonNode> newest(Key key) {
        Answer answer = ahead(key);
        if (answer == null) {
            return shelf.find(key);
        }
        return answer.gone() ? Optional.empty() : Optional.of(answer.tree());
    }

    /** An answer that the cache has yet to catch up with, or null; any other is forgotten. */
    private Answer ahead(Key key) {
        Answer answer = answers.get(key);
        if (answer != null && hasCaughtUp(key, answer)) {
            answers.remove(key, answer);
            return null;
        }
        return answer;
    }

    private boolean hasCaughtUp(Key key, Answer answer) {
        return answer.gone()
                ? shelf.find(key)
                        .filter(there -> !uid(there).equals(answer.uid()))
                        .isPresent()
                : shelf.version(key) >= answer.version();
    }

    private static String uid(JsonNode object) {
        return object.at("/metadata/uid").asText();
    }

    /** The version of {@link #newest}, or an older one's; 0 where none is known. */
    public long version(Key key) {
        Answer answer = answers.get(key);
        return answer == null || answer.gone() ? shelf.version(key) : Math.max(shelf.version(key), answer.version());
    }

    /** The version of {@link #newest}, or an older one's; empty where there is none, or we deleted it. */
    public OptionalLong newestVersion(Key key) {
        Answer answer = ahead(key);
        boolean there = answer == null ? shelf.has(key) : !answer.gone();
        return there ? OptionalLong.of(version(key)) : OptionalLong.empty();
    }

    /** Whether what the cache has now is what our own last write made: it was planned with already. */
    public boolean isEcho(Key key) {
        Answer answer = answers.get(key);
        return answer != null && !answer.gone() && answer.version() == shelf.version(key);
    }

    /**
     * Keeps an answer, and gives it back.
     *
     * @param object nobody else's from here on: it is cut down like all that is kept
     */
    public JsonNode keep(JsonNode object) {
        ObjectNode tree = (ObjectNode) object;
        long version = Versions.number(tree);
        Versions.strip(tree);
        Kept.of(kind.kind(), tree);
        // A watch can be quicker than the answer to who writes.
        if (shelf.version(Key.of(tree)) < version || version == 0) {
            answers.put(Key.of(tree), new Answer(tree, version, ""));
        }
        return tree;
    }

    /** Remembers that we deleted what had this uid, unless a watch was quicker to say so. */
    public void gone(Key key, String uid) {
        newest(key)
                .filter(there -> uid(there).equals(uid))
                .ifPresent(_ -> answers.put(key, new Answer(null, Long.MAX_VALUE, uid)));
    }

    @Override
    public void changed(Watched changed, Optional<JsonNode> before, Optional<JsonNode> after) {
        if (changed == kind) {
            Key key = Key.of(after.or(() -> before).orElseThrow());
            // Gone means that somebody deleted what we wrote; else the cache may have caught up.
            answers.computeIfPresent(key, (k, a) -> after.isEmpty() || hasCaughtUp(k, a) ? null : a);
        }
    }

    @Override
    public void state(Watched changed, Caches.State state) {
        // Nothing to forget.
    }
}
