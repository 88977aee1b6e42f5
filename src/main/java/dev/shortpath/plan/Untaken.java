package dev.shortpath.plan;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import java.util.List;
import java.util.Optional;

/** Says of a disk that no rule takes, or that the search for one ended, why. */
public final class Untaken {
    private Untaken() {}

    public static Optional<Decision> of(Draft draft, Disk disk) {
        return switch (draft.matching(disk)) {
            case Matching.Taken _ -> Optional.empty();
            case Matching.NoRule _ ->
                Optional.of(say(
                        disk,
                        Verdict.NOT_APPLICABLE,
                        DecisionReason.NO_RULE,
                        "No rule of profile " + draft.profile().name() + " takes this disk.",
                        new Evidence("spec.disks of profile " + draft.profile().name(), "no match")));
            case Matching.NotKnown unknown ->
                Optional.of(say(
                        disk,
                        Verdict.UNKNOWN,
                        DecisionReason.VOLUME_NOT_YET_KNOWN,
                        "Whether rule " + unknown.rule() + " takes this disk depends on the " + unknown.fact()
                                + ", which is not known yet; it is decided once the claim is there.",
                        new Evidence(unknown.fact(), "not known")));
        };
    }

    private static Decision say(Disk disk, Verdict verdict, DecisionReason reason, String message, Evidence evidence) {
        return new Decision(
                Optional.of(disk.name()),
                Field.DISK,
                verdict,
                reason,
                Optional.empty(),
                Optional.empty(),
                message,
                List.of(evidence),
                false);
    }
}
