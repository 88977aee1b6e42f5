package dev.shortpath.plan;

import java.util.Optional;

/**
 * The first thing that a node lacks for a VM and its path.
 *
 * @param what for a person, the same for all nodes that lack the same
 * @param mend what would mend it on this node, for a person; empty where the words say it
 */
public record Lack(String what, String mend) {
    public static Optional<Lack> of(String what, String mend) {
        return Optional.of(new Lack(what, mend));
    }

    public static Optional<Lack> of(String what) {
        return of(what, "");
    }
}
