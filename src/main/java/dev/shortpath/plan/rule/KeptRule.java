package dev.shortpath.plan.rule;

import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Kept;
import java.util.List;

/** Values that a guest knows and that the profile no longer asks for: they stay (API.md, section 4). */
final class KeptRule implements Rule {
    @Override
    public List<Decision> decide(Draft draft) {
        return Kept.of(draft.ledger()).stream()
                .filter(d -> draft.decision(d.disk(), d.field()).isEmpty())
                .filter(d -> draft.decision(d.disk(), Field.DISK)
                        .filter(whole -> whole.is(Verdict.UNKNOWN))
                        .isEmpty())
                .toList();
    }
}
