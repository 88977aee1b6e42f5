package dev.shortpath.plan;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.Keys;
import dev.shortpath.api.OnRemoval;
import dev.shortpath.api.PathReason;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Situation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Plans a VM that no profile holds: what is left of one is taken back, as its onRemoval says. */
final class Unprofiled {
    private final Situation facts;
    private final Binding binding;
    private final Ledger ledger;

    private Unprofiled(Situation facts, Binding binding) {
        this.facts = facts;
        this.binding = binding;
        this.ledger = Ledger.of(facts, Optional.empty());
    }

    static Plan plan(Situation facts, Binding binding) {
        return new Unprofiled(facts, binding).plan();
    }

    private Plan plan() {
        Gate gate = Gate.ofParting(facts);
        boolean open = gate instanceof Gate.Open;
        Write whole = parted() ? safely(frozen -> Composition.parting(facts, ledger, frozen)) : Write.NOTHING;
        Write write = gate instanceof Gate.Shut
                ? Write.NOTHING
                : open && parted() ? whole : safely(frozen -> Composition.forGuest(facts, ledger, frozen));
        Write pending = open ? Write.NOTHING : whole;
        return new Plan(
                Optional.empty(),
                binding,
                Optional.empty(),
                "",
                parted() ? Kept.of(ledger) : List.of(),
                write,
                pending,
                parted() && !(gate instanceof Gate.Shut)
                        ? safely(frozen -> Composition.partingOfInstance(facts, ledger, frozen))
                                .changes()
                        : List.of(),
                List.of(),
                List.of(),
                outcome(gate, write, pending).doubting(Doubts.of(ledger)),
                List.of(),
                Eligibility.count(facts, Needs.NONE),
                Migration.of(facts.vm()).possible(),
                reported(open && parted() ? whole : Write.NOTHING));
    }

    private Write safely(Function<Set<Optional<String>>, Write> write) {
        return Planner.safely(ledger, ledger.after(Write.NOTHING), write);
    }

    /** Whether what was set is to be taken back. */
    private boolean parted() {
        Applied applied = facts.applied();
        if (!applied.present() || applied.problem().isPresent()) {
            return false;
        }
        return switch (binding) {
            case Binding.NotKnown _ -> false;
            case Binding.NotFound missing -> applied.profile().equals(missing.name()) && !facts.profileGone();
            case Binding.NotAllowed _, Binding.OptedOut _ -> true;
            // A profile that is gone for less than the grace period may be on its way back: a replace is no parting.
            case Binding.Unbound _, Binding.Bound _ -> !facts.profileGone() || lives(applied.profile());
        };
    }

    private boolean lives(String profile) {
        return facts.profiles().stream().anyMatch(p -> p.name().equals(profile));
    }

    // What a guest knows stays remembered, but keeps no report.
    private boolean reported(Write parting) {
        Applied applied = facts.applied();
        boolean ours = applied.present()
                && (applied.problem().isPresent()
                        || applied.entries().stream().anyMatch(e -> !e.field().guestVisible()));
        boolean asks = binding instanceof Binding.NotFound
                || binding instanceof Binding.NotAllowed
                || binding instanceof Binding.NotKnown && facts.vm().labels().containsKey(Keys.PROFILE);
        return asks || ours && parting.isEmpty();
    }

    private Outcome outcome(Gate gate, Write write, Write pending) {
        Outcome bare = bare();
        String more = "";
        if (facts.applied().problem().isPresent()) {
            more = facts.applied().problem().get();
        } else if (!pending.isEmpty() && gate instanceof Gate.Shut shut) {
            more = "What its profile set stays for now: " + shut.message();
        } else if (!pending.changes().isEmpty() && gate instanceof Gate.Later later) {
            more = later.message();
        } else if (!pending.isEmpty() || !write.isEmpty() && parted()) {
            more = facts.applied().entries().stream().allMatch(e -> e.field().guestVisible())
                    ? "What a guest may know of what its profile set stays as it is."
                    : taken();
        } else if (facts.applied().present() && !parted()) {
            more = "What was set stays meanwhile.";
        }
        return more.isEmpty() ? bare : new Outcome(bare.compliance(), bare.reason(), bare.message() + " " + more);
    }

    private String taken() {
        return Ledger.onRemoval(facts) == OnRemoval.KEEP
                ? "What its profile set stays, and is the owner's from now on (onRemoval: Keep)."
                : ledger.foreign()
                        ? "What came with it from " + facts.applied().vm().orElse("another VM")
                                + " stays, and is the owner's from now on."
                        : "What its profile set is taken back"
                                + (facts.applied().entries().stream()
                                                .anyMatch(e -> e.field().guestVisible())
                                        ? ", but for what a guest may know."
                                        : ".");
    }

    private Outcome bare() {
        return switch (binding) {
            case Binding.NotKnown unknown ->
                new Outcome(
                        Compliance.UNKNOWN,
                        PathReason.FACTS_UNKNOWN,
                        "Which profile the VM gets is not known yet: " + unknown.why() + ".");
            case Binding.NotFound missing ->
                not(
                        PathReason.PROFILE_NOT_FOUND,
                        "The VM's label names profile " + missing.name()
                                + ", and there is none of that name (storageprofiles.shortpath.dev); correct the label"
                                + " shortpath.dev/profile, or create the profile.");
            case Binding.NotAllowed not ->
                not(
                        PathReason.NAMESPACE_NOT_ALLOWED,
                        "Profile " + not.profile().name() + " does not allow namespace "
                                + facts.vm().id().namespace()
                                + " (spec.allowedNamespaces): label the namespace as it asks, or name another profile.");
            case Binding.OptedOut _ ->
                not(PathReason.OPTED_OUT, "The VM opts out by its label shortpath.dev/profile: none.");
            case Binding.Unbound _, Binding.Bound _ -> not(PathReason.NO_PROFILE, "No profile binds the VM.");
        };
    }

    private static Outcome not(PathReason reason, String message) {
        return new Outcome(Compliance.NOT_APPLICABLE, reason, message);
    }
}
