package dev.shortpath.facts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The nodes of a cluster as they were read once. What is asked of all of them is answered once, too: the plans of thousands of
 * VMs ask hundreds of nodes the same, and nodes that change are another inventory.
 */
public final class Inventory {
    public static final Inventory EMPTY = new Inventory(List.of());

    /** Each VM may have a node selector of its own; what is forgotten is only counted anew. */
    private static final int MOST_ANSWERS = 200;

    private final List<Node> nodes;
    private final AtomicReference<Map<Question<?>, Object>> answers = new AtomicReference<>(Map.of());

    public Inventory(List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /**
     * Something whose answer hangs on itself and on the nodes alone: a record, since equal questions have equal answers.
     *
     * @param <A> the answer, which nobody changes
     */
    public interface Question<A> {
        A of(Inventory inventory);
    }

    public List<Node> nodes() {
        return nodes;
    }

    // A question's answer was made by it, or by one that is equal.
    @SuppressWarnings("unchecked")
    public <A> A answer(Question<A> question) {
        Object known = answers.get().get(question);
        if (known != null) {
            return (A) known;
        }
        A found = question.of(this);
        answers.updateAndGet(before -> with(before, question, found));
        return found;
    }

    private static Map<Question<?>, Object> with(Map<Question<?>, Object> before, Question<?> question, Object answer) {
        Map<Question<?>, Object> more = before.size() < MOST_ANSWERS ? new HashMap<>(before) : new HashMap<>();
        more.put(question, answer);
        return more;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Inventory inventory && nodes.equals(inventory.nodes);
    }

    @Override
    public int hashCode() {
        return nodes.hashCode();
    }

    @Override
    public String toString() {
        return nodes.toString();
    }
}
