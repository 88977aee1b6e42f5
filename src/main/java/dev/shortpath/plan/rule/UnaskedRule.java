package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Keys;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Evidence;
import java.util.List;
import java.util.Optional;

/** What was set before and stays though no rule asks for it now: a birth made it, or a fact is missing. */
final class UnaskedRule implements Rule {
    @Override
    public List<Decision> decide(Draft draft) {
        return draft.ledger().entries().stream()
                .filter(e -> draft.ledger().live(e.disk(), e.field()).isPresent())
                .filter(e -> draft.decision(e.disk(), e.field()).isEmpty())
                .flatMap(e -> decide(draft, e).stream())
                .toList();
    }

    private static Optional<Decision> decide(Draft draft, Applied.Entry entry) {
        boolean unknown = draft.decision(entry.disk(), Field.DISK)
                .filter(d -> d.is(Verdict.UNKNOWN))
                .isPresent();
        if (unknown) {
            return Optional.of(
                    stays(
                            entry,
                            DecisionReason.FACTS_STALE,
                            "It was set to " + entry.to()
                                    + " and stays so, though it is not known now whether a rule of the profile takes the disk."));
        }
        return entry.field().scope() == Field.Scope.TEMPLATE
                ? Optional.of(stays(
                        entry, DecisionReason.REMEMBERED, "It was set when the volume was made, and is never undone."))
                : Optional.empty();
    }

    private static Decision stays(Applied.Entry entry, DecisionReason reason, String message) {
        return new Decision(
                entry.disk(),
                entry.field(),
                Verdict.SET,
                reason,
                Optional.of(entry.to()),
                Optional.empty(),
                message,
                List.of(new Evidence(Keys.APPLIED, entry.field().path() + " " + entry.to())),
                false);
    }
}
