package dev.shortpath.plan;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Field;
import java.util.List;
import java.util.Optional;

/**
 * What was decided for one field of one disk, or of the VM.
 *
 * @param disk empty for VM-wide fields
 * @param value the value that holds, in the profile's words; empty where there is none to name
 * @param wanted what the profile or its workload asks for, in the profile's words
 * @param message one sentence for a person: what is so, and where they can do something, what
 * @param spelledOut whether a rule of the profile names the value (and not its workload): a Refuse then counts
 */
public record Decision(
        Optional<String> disk,
        Field field,
        Verdict verdict,
        DecisionReason reason,
        Optional<String> value,
        Optional<String> wanted,
        String message,
        List<Evidence> evidence,
        boolean spelledOut) {
    public Decision {
        evidence = List.copyOf(evidence);
    }

    public boolean is(Verdict other) {
        return verdict == other;
    }

    /** The same of no disk, and without what it rests on: equal for all disks and VMs of which the same is said. */
    public Decision ofAnybody() {
        return new Decision(Optional.empty(), field, verdict, reason, value, wanted, message, List.of(), spelledOut);
    }
}
