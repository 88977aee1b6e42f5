package dev.shortpath.plan;

import dev.shortpath.api.Keys;
import dev.shortpath.api.Mode;
import dev.shortpath.api.PathReason;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Situation;
import dev.shortpath.plan.rule.PlacementRule;
import dev.shortpath.plan.rule.Rule;
import dev.shortpath.plan.rule.Rules;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The whole contract: facts in, plan out. */
public final class Planner {
    private Planner() {}

    /** Plans one VM. Deterministic, and never throws for what a manifest says. */
    public static Plan plan(Situation facts) {
        Situation read = facts.withApplied(Doubts.read(facts.applied()));
        Binding binding = Bindings.choose(read);
        return binding instanceof Binding.Bound bound ? beside(read, bound) : Unprofiled.plan(read, binding);
    }

    /** The Plugin's annotations are ours beside a record, and so beside the one that this very write makes. */
    private static Plan beside(Situation facts, Binding.Bound bound) {
        Plan plan = bound(facts, bound);
        boolean first = !facts.applied().present()
                && plan.write().applied().filter(Applied::present).isPresent();
        return first && Ledger.carriesPlugins(facts.vm())
                ? bound(facts.withApplied(Applied.empty(bound.profile().name())), bound)
                : plan;
    }

    private static Plan bound(Situation facts, Binding.Bound bound) {
        Profile profile = bound.profile();
        Ledger ledger = Ledger.of(facts, Optional.of(profile));
        Draft draft = new Draft(facts, profile, ledger);
        for (Rule rule : Rules.ALL) {
            draft = draft.with(InGit.kept(draft, rule.decide(draft)));
        }
        Draft made = draft;
        Deliveries.Chosen delivery = made.delivery();
        Faults.Values owners = ledger.standingOwners();
        Write whole = Composition.whole(made, Set.of());
        Gate gate = tooLong(whole, Remembered.room(facts.vm().annotations()))
                .orElseGet(() -> Gate.of(facts, profile, delivery, Faults.of(facts.vm(), owners)));
        Write write = switch (gate) {
            case Gate.Open _ -> safely(ledger, owners, frozen -> Composition.now(made, frozen));
            case Gate.Later _ -> safely(ledger, owners, frozen -> Composition.interim(made, frozen));
            case Gate.Shut _ -> Write.NOTHING;
        };
        Write pending = without(whole, write);
        List<Change> instance = safely(ledger, owners, frozen -> Composition.ofInstance(made, frozen))
                .changes();
        Map<Optional<String>, String> why = Faults.added(facts.vm(), owners, ledger.after(whole));
        return new Plan(
                Optional.of(profile.name()),
                bound,
                Optional.of(delivery.delivery()),
                delivery.why(),
                made.decisions(),
                write,
                pending,
                gate instanceof Gate.Shut ? List.of() : instance,
                InGit.lines(made),
                reportsOnly(made) ? List.of() : PlacementRule.placings(made),
                Outcomes.of(made, gate, new Outcomes.Left(pending, instance, why))
                        .doubting(Doubts.of(ledger)),
                Paths.of(made, ledger.after(write)),
                Eligibility.count(facts, PlacementRule.asked(made)),
                Migration.of(made).possible(),
                true);
    }

    /** Whether nothing at all is done for the VM; a migration under way is no reason: its target must be placed. */
    private static boolean reportsOnly(Draft draft) {
        return draft.profile().spec().mode() == Mode.AUDIT
                || Acceptance.of(draft.profile(), draft.facts().cluster()).isPresent()
                || draft.profile().paused()
                || draft.vm().annotations().containsKey(Keys.PAUSED);
    }

    /**
     * The last line of defence: where a write would keep the VM from starting, whichever rule missed it, it is not made.
     *
     * @param before values with which the VM could start
     * @param write makes the write, with these disks frozen
     */
    static Write safely(Ledger ledger, Faults.Values before, Function<Set<Optional<String>>, Write> write) {
        Set<Optional<String>> unsafe = new HashSet<>();
        Write made = write.apply(unsafe);
        while (unsafe.addAll(
                Faults.added(ledger.vm(), before, ledger.after(made)).keySet())) {
            // What is left out of one disk may be what another value rested on.
            made = write.apply(unsafe);
        }
        return made;
    }

    private static Optional<Gate> tooLong(Write whole, int room) {
        return whole.applied()
                .filter(a -> Remembered.tooLong(a, room))
                .map(
                        a -> new Gate.Shut(
                                PathReason.NOT_POSSIBLE,
                                "What there would be to remember is longer than the " + room
                                        + " bytes that the annotation shortpath.dev/applied may have ("
                                        + a.entries().size()
                                        + " values), so nothing is written; let the profile's rules take fewer disks or fields."));
    }

    /** What of the whole plan a write leaves for later. */
    private static Write without(Write whole, Write write) {
        List<Change> left = whole.changes().stream()
                .filter(c -> !write.changes().contains(c))
                .toList();
        return left.isEmpty() ? Write.NOTHING : new Write(left, whole.applied(), whole.consentUsed());
    }
}
