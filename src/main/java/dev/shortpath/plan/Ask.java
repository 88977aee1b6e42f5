package dev.shortpath.plan;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Keys;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Origin;
import dev.shortpath.facts.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One wish for one field, put to a rule; it spells the answers. */
public record Ask(Draft draft, Optional<String> disk, Field field, Wish wish) {
    private static final String PUT_BACK = " Somebody's write took it away, so it is put back.";
    private static final String YIELDS = ", and the profile fills only what is empty (onUserValue: Yield).";

    public static Ask of(Draft draft, Disk disk, Field field, Wish wish) {
        return new Ask(draft, Optional.of(disk.name()), field, wish);
    }

    public static Ask of(Draft draft, Field field, Wish wish) {
        return new Ask(draft, Optional.empty(), field, wish);
    }

    public Decision notApplicable(DecisionReason reason, String message, Evidence... evidence) {
        return answer(Verdict.NOT_APPLICABLE, reason, Optional.empty(), message, evidence);
    }

    /** A fact is missing: nothing new is decided, and what was set stays, unless the profile now asks for something else. */
    public Decision unknown(DecisionReason reason, String message, Evidence... evidence) {
        Optional<Applied.Entry> ours = draft.ledger()
                .live(disk, field)
                .filter(e -> wish.is(e.to()) || wish.word().equalsIgnoreCase("auto"));
        return ours.isPresent()
                ? answer(
                        Verdict.SET,
                        DecisionReason.FACTS_STALE,
                        ours.map(Applied.Entry::to),
                        "It was set to " + ours.get().to()
                                + " and stays so, though what that rests on is not known now: " + message,
                        evidence)
                : answer(Verdict.UNKNOWN, reason, Optional.empty(), message, evidence);
    }

    /** What the VM gets of its instancetype or preference is not known. */
    public Decision notExpanded() {
        return unknown(
                DecisionReason.INSTANCETYPE_NOT_KNOWN,
                draft.vm().expansionProblem().orElse("The VM is not expanded yet."),
                new Evidence("VM " + draft.vm().id().name(), "not expanded"));
    }

    public Decision refuse(DecisionReason reason, String message, Evidence... evidence) {
        return answer(Verdict.REFUSE, reason, Optional.empty(), message, evidence);
    }

    /** KubeVirt's own choice for the empty field is as good, so nothing is written. */
    public Decision kubevirtDecides(String message, Evidence... evidence) {
        return kubevirtDecides(wish.is("auto") ? Optional.empty() : Optional.of(wish.word()), message, evidence);
    }

    /**
     * The same.
     *
     * @param value what KubeVirt is sure to choose; empty where it looks at the volume first
     */
    public Decision kubevirtDecides(Optional<String> value, String message, Evidence... evidence) {
        return answer(Verdict.ALREADY_SO, DecisionReason.KUBE_VIRT_DECIDES, value, message, evidence);
    }

    public Decision set(String message, Evidence... evidence) {
        return set(wish.word(), message, evidence);
    }

    public Decision set(String value, String message, Evidence... evidence) {
        if (wiped(value)) {
            return answer(Verdict.SET, DecisionReason.PUT_BACK, Optional.of(value), message + PUT_BACK, evidence);
        }
        // `auto` is a word of KubeVirt's own in ioThreads.policy, and no choice of ours.
        boolean chosen = wish.is("auto") && !value.equals("auto");
        DecisionReason reason = chosen
                ? DecisionReason.AUTO_CHOOSES
                : wish.spelledOut() ? DecisionReason.PROFILE_ASKS : DecisionReason.WORKLOAD_ASKS;
        return answer(Verdict.SET, reason, Optional.of(value), message, evidence);
    }

    /** Whether a remembered value was taken away by somebody's write. */
    public boolean wiped(String value) {
        return draft.ledger()
                .live(disk, field)
                .filter(e -> e.to().equals(value) && draft.ledger().standing(e) == Ledger.Standing.WIPED)
                .isPresent();
    }

    /** The same decision for another reason. */
    public Decision withReason(DecisionReason reason, Decision d) {
        return new Decision(
                d.disk(),
                d.field(),
                d.verdict(),
                reason,
                d.value(),
                d.wanted(),
                d.message(),
                d.evidence(),
                d.spelledOut());
    }

    public Decision alreadySo(DecisionReason reason, Optional<String> value, String message, Evidence... evidence) {
        return answer(Verdict.ALREADY_SO, reason, value, message, evidence);
    }

    public Decision yieldTo(DecisionReason reason, String value, String message, Evidence... evidence) {
        return answer(Verdict.YIELD, reason, Optional.of(value), message, evidence);
    }

    /** A value that was set before and stays, whatever the facts of today would say. */
    public Decision remembered(DecisionReason reason, String value, String message) {
        boolean wiped = wiped(value);
        return answer(
                Verdict.SET,
                wiped ? DecisionReason.PUT_BACK : reason,
                Optional.of(value),
                wiped ? message + PUT_BACK : message,
                new Evidence(Keys.APPLIED, place() + " " + value));
    }

    /**
     * What stands already: the same value without us, or an owner's value that the profile yields to; empty when the
     * field is empty, or is to be replaced.
     *
     * @param word the value that would be written
     */
    public Optional<Decision> standing(String word) {
        Optional<Value> owners = draft.ledger().owners(disk, field).filter(v -> v.origin() != Origin.ARCHITECTURE);
        if (owners.isEmpty()) {
            return Optional.empty();
        }
        Value value = owners.get();
        boolean users = value.origin() == Origin.VM;
        if (value.word().equals(word)) {
            return Optional.of(alreadySo(
                    users ? DecisionReason.OWNERS_VALUE : DecisionReason.PREFERENCES_VALUE,
                    Optional.of(word),
                    (users ? "The VM says " : "The VM's " + word(value.origin()) + " gives ") + said(word)
                            + " already."));
        }
        if (draft.enforces()) {
            return Optional.empty();
        }
        return Optional.of(yieldTo(
                DecisionReason.USER_VALUE,
                value.word(),
                (users ? "The VM's owner wrote " : "The VM's " + word(value.origin()) + " gives ")
                        + said(value.word())
                        + YIELDS));
    }

    /** What stands where the plan would leave the field empty. */
    public Optional<Decision> standingAgainstNothing() {
        return draft.ledger()
                .owners(disk, field)
                .filter(v -> v.origin() != Origin.ARCHITECTURE)
                .map(v -> wish.is(v.word())
                        ? alreadySo(
                                v.origin() == Origin.VM
                                        ? DecisionReason.OWNERS_VALUE
                                        : DecisionReason.PREFERENCES_VALUE,
                                Optional.of(v.word()),
                                "The VM has " + said(v.word()) + " already.")
                        : yieldTo(
                                draft.enforces() ? DecisionReason.NOTHING_BETTER : DecisionReason.USER_VALUE,
                                v.word(),
                                "The VM has " + said(v.word())
                                        + (draft.enforces()
                                                ? "; Enforce replaces a value only by another one, and here the plan would leave"
                                                        + " the field to KubeVirt."
                                                : YIELDS)));
    }

    private static String word(Origin origin) {
        return origin.name().toLowerCase(java.util.Locale.ROOT);
    }

    // A word alone (`none`, `auto`) reads as a sentence that breaks off.
    private String said(String word) {
        return field.path() + ": " + word;
    }

    private String place() {
        return disk.map(d -> d + "." + field.path()).orElse(field.path());
    }

    private Decision answer(
            Verdict verdict, DecisionReason reason, Optional<String> value, String message, Evidence... evidence) {
        List<Evidence> all = new ArrayList<>();
        all.add(wish.evidence(field.path()));
        all.addAll(Arrays.asList(evidence));
        return new Decision(
                disk, field, verdict, reason, value, Optional.of(wish.word()), message, all, wish.spelledOut());
    }
}
