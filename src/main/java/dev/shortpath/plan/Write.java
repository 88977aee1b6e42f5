package dev.shortpath.plan;

import dev.shortpath.facts.Applied;
import java.util.List;
import java.util.Optional;

/**
 * What is to be written to the VM now, in one patch; nothing at all where both parts are empty.
 *
 * @param changes values of the spec
 * @param applied the annotation `shortpath.dev/applied` as it is to be; empty Optional: as it stands. A record without
 *     entries means that the annotation is removed.
 * @param consentUsed whether the same patch takes the annotation `shortpath.dev/allow-guest-change` away
 */
public record Write(List<Change> changes, Optional<Applied> applied, boolean consentUsed) {
    public Write {
        changes = List.copyOf(changes);
    }

    public static final Write NOTHING = new Write(List.of(), Optional.empty(), false);

    public boolean isEmpty() {
        return changes.isEmpty() && applied.isEmpty() && !consentUsed;
    }
}
