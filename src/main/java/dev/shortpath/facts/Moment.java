package dev.shortpath.facts;

import java.util.Set;

/**
 * When the plan is asked for.
 *
 * @param birth whether the VM itself is being created
 * @param newDisks disks that a guest cannot know yet because this very request brings them: all of a VM being born, or
 *     those that an update adds; the loop knows none
 */
public record Moment(boolean birth, Set<String> newDisks) {
    public Moment {
        newDisks = Set.copyOf(newDisks);
    }

    /** The reconciler's moment: every disk counts as known to a guest. */
    public static final Moment LOOP = new Moment(false, Set.of());
}
