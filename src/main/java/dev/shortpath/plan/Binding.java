package dev.shortpath.plan;

import dev.shortpath.facts.Profile;
import java.util.List;
import java.util.Optional;

/** Which profile a VM gets, and how that came about (API.md, section 1). */
public sealed interface Binding {
    /**
     * A profile holds.
     *
     * @param byLabel whether the VM asked for it, or its selector took the VM
     * @param losers profiles whose selectors take the VM too
     */
    record Bound(Profile profile, boolean byLabel, List<String> losers) implements Binding {
        public Bound {
            losers = List.copyOf(losers);
        }
    }

    /** No profile takes the VM. */
    record Unbound() implements Binding {}

    /** The VM's label says `none`. */
    record OptedOut() implements Binding {}

    /** The VM's label names a profile that is not there. */
    record NotFound(String name) implements Binding {}

    /** The profile does not allow the VM's namespace. */
    record NotAllowed(Profile profile) implements Binding {}

    /** The namespace's labels are needed and not known. */
    record NotKnown(String why) implements Binding {}

    default Optional<Profile> holding() {
        return this instanceof Bound b ? Optional.of(b.profile()) : Optional.empty();
    }
}
