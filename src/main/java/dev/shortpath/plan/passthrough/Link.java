package dev.shortpath.plan.passthrough;

import dev.shortpath.api.DecisionReason;

/**
 * A link that is missing in the chain from a drive to a guest.
 *
 * @param known whether it is known to be missing; else a fact is missing
 * @param what for a person
 * @param mend the command, or the YAML, that mends it; empty where the words say it
 */
public record Link(DecisionReason reason, boolean known, String what, String mend) {
    static Link missing(DecisionReason reason, String what, String mend) {
        return new Link(reason, true, what, mend);
    }

    static Link unknown(String what, String mend) {
        return new Link(DecisionReason.NODES_NOT_KNOWN, false, what, mend);
    }

    /** What is so, and what mends it. */
    public String words() {
        return mend.isEmpty() ? what : what + " (" + mend + ")";
    }
}
