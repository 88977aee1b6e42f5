package dev.shortpath.plan;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.PathReason;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Situation;
import dev.shortpath.facts.Value;
import dev.shortpath.plan.rule.PlacementRule;
import dev.shortpath.plan.rule.Rule;
import dev.shortpath.plan.rule.Rules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The whole contract: facts in, plan out. */
public final class Planner {
    private Planner() {}

    /** Plans one VM. Deterministic, and never throws for what a manifest says. */
    public static Plan plan(Situation facts) {
        Binding binding = Bindings.choose(facts);
        return switch (binding) {
            case Binding.Bound bound -> bound(facts, bound);
            case Binding.NotKnown unknown ->
                unbound(
                        facts,
                        binding,
                        new Outcome(
                                Compliance.UNKNOWN,
                                PathReason.FACTS_UNKNOWN,
                                "Which profile the VM gets is not known yet: " + unknown.why() + "."),
                        false);
            case Binding.NotFound missing -> notFound(facts, missing);
            case Binding.NotAllowed not ->
                unbound(
                        facts,
                        binding,
                        new Outcome(
                                Compliance.NOT_APPLICABLE,
                                PathReason.NAMESPACE_NOT_ALLOWED,
                                "Profile " + not.profile().name() + " does not allow namespace "
                                        + facts.vm().id().namespace() + " (spec.allowedNamespaces)."),
                        true);
            case Binding.OptedOut _ ->
                unbound(
                        facts,
                        binding,
                        new Outcome(
                                Compliance.NOT_APPLICABLE,
                                PathReason.OPTED_OUT,
                                "The VM opts out by its label shortpath.dev/profile: none."),
                        true);
            case Binding.Unbound _ ->
                unbound(
                        facts,
                        binding,
                        new Outcome(Compliance.NOT_APPLICABLE, PathReason.NO_PROFILE, "No profile binds the VM."),
                        !profileGone(facts));
        };
    }

    // A profile that is gone for less than the grace period may be on its way back: a replace is no parting.
    private static boolean profileGone(Situation facts) {
        return facts.profileGone()
                && facts.profiles().stream()
                        .noneMatch(p -> p.name().equals(facts.applied().profile()));
    }

    private static Plan notFound(Situation facts, Binding.NotFound missing) {
        boolean deleted = facts.applied().present() && facts.applied().profile().equals(missing.name());
        return unbound(
                facts,
                missing,
                new Outcome(
                        Compliance.NOT_APPLICABLE,
                        PathReason.PROFILE_NOT_FOUND,
                        "The VM's label names profile " + missing.name()
                                + ", and there is none of that name (storageprofiles.shortpath.dev)."),
                deleted && !facts.profileGone());
    }

    private static Plan bound(Situation facts, Binding.Bound bound) {
        Profile profile = bound.profile();
        Ledger ledger = Ledger.of(facts, Optional.of(profile));
        Draft draft = new Draft(facts, profile, ledger, List.of());
        for (Rule rule : Rules.ALL) {
            draft = draft.with(rule.decide(draft));
        }
        Deliveries.Chosen delivery = Deliveries.choose(facts, profile);
        Faults.Values owners = Faults.owners(ledger);
        Gate gate = Gate.of(facts, profile, delivery.delivery(), Faults.of(facts.vm(), owners));
        Write whole = Composition.whole(draft, Set.of());
        // The last line of defence: what would keep the VM from starting is not written, whichever rule missed it.
        Map<String, String> unsafe = Faults.added(facts.vm(), owners, after(draft, whole));
        Write safe = unsafe.isEmpty() ? whole : Composition.whole(draft, unsafe.keySet());
        Write write = switch (gate) {
            case Gate.Open _ -> safe;
            case Gate.Later _ -> interim(draft, owners);
            case Gate.Shut _ -> Write.NOTHING;
        };
        Write pending = gate instanceof Gate.Open && unsafe.isEmpty() ? Write.NOTHING : left(whole, write);
        return new Plan(
                Optional.of(profile.name()),
                bound,
                Optional.of(delivery.delivery()),
                delivery.why(),
                draft.decisions(),
                write,
                pending,
                Outcomes.of(draft, gate, pending),
                Paths.of(draft, after(draft, write)),
                Eligibility.count(facts, PlacementRule.required(draft)),
                Migration.of(draft).possible(),
                true);
    }

    // What of the whole plan this write does not do.
    private static Write left(Write whole, Write write) {
        List<Change> later = whole.changes().stream()
                .filter(c -> !write.changes().contains(c))
                .toList();
        return later.isEmpty() && !write.isEmpty()
                ? Write.NOTHING
                : new Write(later, whole.applied(), whole.consentUsed());
    }

    private static Write interim(Draft draft, Faults.Values owners) {
        Write interim = Composition.interim(draft);
        boolean safe = Faults.added(draft.vm(), owners, after(draft, interim)).isEmpty();
        return safe ? interim : Write.NOTHING;
    }

    private static Faults.Values after(Draft draft, Write write) {
        return (disk, field) -> write.changes().stream()
                .filter(c -> c.disk().equals(disk) && c.field() == field)
                .findFirst()
                .map(c -> c.to().or(() -> draft.ledger().filledIn(disk, field).map(Value::word)))
                .orElseGet(() -> draft.ledger()
                        .present(disk, field)
                        .or(() -> draft.ledger().filledIn(disk, field).map(Value::word)));
    }

    /** @param parted whether what was applied is to be taken back, as the old profile's onRemoval says */
    private static Plan unbound(Situation facts, Binding binding, Outcome outcome, boolean parted) {
        Ledger ledger = Ledger.of(facts, Optional.empty());
        Applied applied = facts.applied();
        boolean ours = applied.present();
        Write whole = parted && ours ? Composition.parting(facts, ledger) : Write.NOTHING;
        Gate gate = Gate.ofParting(facts);
        boolean open = gate instanceof Gate.Open;
        Outcome said = !open && !whole.isEmpty() && gate instanceof Gate.Later later
                ? new Outcome(outcome.compliance(), outcome.reason(), outcome.message() + " " + later.message())
                : open && whole.changes().stream().anyMatch(c -> !c.field().guestVisible())
                        ? new Outcome(
                                outcome.compliance(),
                                outcome.reason(),
                                outcome.message() + " What its profile set is taken back now.")
                        : outcome;
        // What a guest knows stays remembered, but keeps no report.
        boolean left =
                ours && applied.entries().stream().anyMatch(e -> !e.field().guestVisible());
        boolean asks = binding instanceof Binding.NotFound || binding instanceof Binding.NotAllowed;
        return new Plan(
                Optional.empty(),
                binding,
                Optional.empty(),
                "",
                parted && ours ? Kept.of(ledger) : List.of(),
                open ? whole : Write.NOTHING,
                open ? Write.NOTHING : whole,
                said,
                List.of(),
                Eligibility.count(facts, List.of()),
                Migration.of(facts.vm()).possible(),
                asks || left && !(open && !whole.isEmpty()));
    }
}
