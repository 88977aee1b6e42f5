package dev.shortpath.facts;

import java.util.Set;

/**
 * When the plan is asked for.
 *
 * @param birth whether the VM itself is being created
 * @param starting whether KubeVirt is making its VMI, so that none counts that may still be seen
 * @param newDisks disks that a guest cannot know yet because this very request brings them: all of a VM being born, or
 *     those that an update adds; the loop knows none
 */
public record Moment(boolean birth, boolean starting, Set<String> newDisks) {
    public Moment {
        newDisks = Set.copyOf(newDisks);
    }

    public Moment(boolean birth, Set<String> newDisks) {
        this(birth, false, newDisks);
    }

    /** The reconciler's moment: every disk counts as known to a guest. */
    public static final Moment LOOP = new Moment(false, Set.of());

    /** The moment of a VMI's creation: every disk counts as known, and none runs yet. */
    public static final Moment START = new Moment(false, true, Set.of());
}
