package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is kept of an object. */
sealed interface Held permits Held.Tree, Packed {
    /** Nobody changes it. */
    ObjectNode tree();

    boolean holds(Held other);

    /** As it is looked at. */
    record Tree(ObjectNode tree) implements Held {
        @Override
        public boolean holds(Held other) {
            return tree.equals(other.tree());
        }
    }

    static Held of(Watched kind, ObjectNode tree) {
        return kind.many() ? Packed.of(tree) : new Tree(tree);
    }
}
