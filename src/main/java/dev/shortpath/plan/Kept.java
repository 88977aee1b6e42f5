package dev.shortpath.plan;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Keys;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Ledger.Standing;
import java.util.List;
import java.util.Optional;

/** Says of remembered values that a guest knows why they stay when nobody asks for them any more. */
public final class Kept {
    private Kept() {}

    public static List<Decision> of(Ledger ledger) {
        return ledger.entries().stream()
                .filter(e -> e.field().guestVisible() && e.disk().isPresent())
                .filter(e -> !Composition.letsGo(ledger.vm(), e))
                .filter(e -> ledger.standing(e) == Standing.OURS || ledger.standing(e) == Standing.WIPED)
                .map(e -> of(ledger, e))
                .toList();
    }

    private static Decision of(Ledger ledger, Applied.Entry entry) {
        boolean wiped = ledger.standing(entry) == Standing.WIPED;
        return new Decision(
                entry.disk(),
                entry.field(),
                Verdict.SET,
                DecisionReason.KEPT_FOR_GUEST,
                Optional.of(entry.to()),
                Optional.empty(),
                (entry.field().scope() == Field.Scope.DEVICE
                                ? "The VM was given it of " + entry.to()
                                        + " and no profile asks for it now; it stays, since a guest may use it. "
                                        + Birth.LET_GO
                                : "It was set to " + entry.to()
                                        + " and no profile asks for it now; it stays, since a guest may know the disk by it.")
                        + (wiped ? " Somebody's write took it away, so it is put back." : ""),
                List.of(new Evidence(
                        Keys.APPLIED,
                        entry.disk().orElse("") + "." + entry.field().path() + " " + entry.to())),
                false);
    }
}
