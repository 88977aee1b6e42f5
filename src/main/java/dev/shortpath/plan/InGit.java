package dev.shortpath.plan;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Disk;
import java.util.List;

/** What delivery Instance leaves to the owner of the VM's manifest (API.md, section 5). */
final class InGit {
    private InGit() {}

    /** The decisions, with a Refuse where one would set what a VMI alone is never given. */
    static List<Decision> kept(Draft draft, List<Decision> decisions) {
        return draft.onInstance()
                ? decisions.stream()
                        .map(d -> owners(draft, d) ? refusal(draft, d) : d)
                        .toList()
                : decisions;
    }

    /** The changes of the manifest that would deliver what was refused so. */
    static List<Change> lines(Draft draft) {
        return draft.decisions().stream()
                .filter(d -> d.reason() == DecisionReason.SET_IT_IN_GIT)
                .map(d -> new Change(d.disk(), d.field(), draft.ledger().present(d.disk(), d.field()), d.value()))
                .toList();
    }

    // What stands in the spec since another delivery is remembered, and stays until the VM stops.
    private static boolean owners(Draft draft, Decision d) {
        boolean placement = d.field().path().startsWith("placement.");
        return d.is(Verdict.SET)
                && !placement
                && (!d.field().inInstance() || hotplugged(draft, d))
                && draft.ledger().live(d.disk(), d.field()).isEmpty();
    }

    private static boolean hotplugged(Draft draft, Decision d) {
        return d.disk()
                .flatMap(draft.vm()::disk)
                .map(Disk::volume)
                .filter(v -> v.hotpluggable())
                .isPresent();
    }

    private static Decision refusal(Draft draft, Decision d) {
        String what = d.field().path() + d.value().map(v -> ": " + v).orElse("");
        String why = d.field().guestVisible()
                ? "no VMI is given it alone, since one missed admission would boot another machine"
                : "it counts when the volume is made or plugged in, before any VMI is made";
        return new Decision(
                d.disk(),
                d.field(),
                Verdict.REFUSE,
                DecisionReason.SET_IT_IN_GIT,
                d.value(),
                d.wanted(),
                "Write " + what + " into the VM's manifest, which its owner alone writes (delivery Instance); " + why
                        + ".",
                d.evidence(),
                d.spelledOut());
    }
}
