package dev.shortpath.plan;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Node;
import dev.shortpath.facts.Running;
import dev.shortpath.plan.Ledger.Standing;
import dev.shortpath.plan.rule.PlacementRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** From decisions to compliance: the worst that holds (API.md, section 2). */
final class Outcomes {
    private final Draft draft;
    private final Gate gate;
    private final Left left;
    private final Carried carried;

    private Outcomes(Draft draft, Gate gate, Left left) {
        this.draft = draft;
        this.gate = gate;
        this.left = left;
        this.carried = new Carried(draft);
    }

    /**
     * What a plan leaves to be done.
     *
     * @param pending what is not written to the VM's spec now
     * @param instance what the VM's next VMI is given beyond its spec
     * @param unsafe where the whole plan would keep the VM from starting, and why
     */
    record Left(Write pending, List<Change> instance, Map<Optional<String>, String> unsafe) {}

    /** How the VM stands. */
    static Outcome of(Draft draft, Gate gate, Left left) {
        Outcomes outcomes = new Outcomes(draft, gate, left);
        return outcomes.nonCompliant()
                .or(outcomes::unknown)
                .or(outcomes::notApplicable)
                .or(outcomes::outOfDate)
                .orElseGet(outcomes::compliant);
    }

    private Optional<Outcome> nonCompliant() {
        if (gate instanceof Gate.Shut shut
                && (shut.reason() == PathReason.CANNOT_START || shut.reason() == PathReason.NOT_POSSIBLE)) {
            return outcome(Compliance.NON_COMPLIANT, shut.reason(), shut.message());
        }
        Optional<Decision> refused =
                first(d -> d.is(Verdict.REFUSE) && d.spelledOut() && d.reason() != DecisionReason.NO_ELIGIBLE_NODE);
        if (refused.isPresent()) {
            return outcome(Compliance.NON_COMPLIANT, PathReason.NOT_POSSIBLE, say(refused.get()));
        }
        Optional<Applied.Entry> drifted = draft.ledger().entries().stream()
                .filter(e -> draft.enforces() && draft.ledger().standing(e) == Standing.REPLACED)
                .filter(e -> left.pending().changes().stream()
                        .anyMatch(c -> c.disk().equals(e.disk()) && c.field() == e.field()))
                .findFirst();
        if (drifted.isPresent()) {
            Applied.Entry entry = drifted.get();
            return outcome(
                    Compliance.NON_COMPLIANT,
                    PathReason.DRIFTED,
                    place(entry.disk(), entry.field()) + " was set to " + entry.to()
                            + ", and somebody replaced it"
                            + draft.ledger()
                                    .present(entry.disk(), entry.field())
                                    .map(p -> " by " + p)
                                    .orElse("")
                            + "; the profile enforces it. "
                            + switch (gate) {
                                case Gate.Later later -> later.message();
                                case Gate.Shut shut -> shut.message();
                                case Gate.Open _ -> "It is not set again, since KubeVirt could then not start the VM.";
                            });
        }
        return first(d -> d.is(Verdict.REFUSE) && d.reason() == DecisionReason.NO_ELIGIBLE_NODE)
                .flatMap(d -> outcome(Compliance.NON_COMPLIANT, PathReason.NO_ELIGIBLE_NODE, say(d)))
                .or(this::wrongNode);
    }

    /** Admission was down when the VM was placed, or its node is another one since. */
    private Optional<Outcome> wrongNode() {
        Optional<Node> node = draft.vm()
                .running()
                .flatMap(Running::node)
                .flatMap(name -> draft.facts().nodes().stream()
                        .filter(n -> n.name().equals(name))
                        .findFirst());
        return node.flatMap(n -> PlacementRule.placings(draft).stream()
                .filter(p -> p.must()
                        && !Eligibility.satisfies(n.labels().get(p.expression().key()), p.expression()))
                .findFirst()
                .flatMap(p -> outcome(
                        Compliance.NON_COMPLIANT,
                        PathReason.WRONG_NODE,
                        "The VM runs on node " + n.name() + ", which has " + p.lack()
                                + ", and its path requires that: "
                                + (draft.vm()
                                                .running()
                                                .flatMap(Running::liveMigratable)
                                                .orElse(false)
                                        ? "migrate it live, or restart it; it is then placed on a node that can carry it."
                                        : "restart it; it is then placed on a node that can carry it."))));
    }

    private Optional<Outcome> unknown() {
        Optional<Decision> stale = first(d -> d.reason() == DecisionReason.FACTS_STALE);
        if (stale.isPresent()) {
            return outcome(Compliance.UNKNOWN, PathReason.FACTS_STALE, say(stale.get()));
        }
        if (draft.vm().expansionProblem().isPresent()) {
            return outcome(
                    Compliance.UNKNOWN,
                    PathReason.FACTS_UNKNOWN,
                    draft.vm().expansionProblem().get());
        }
        return first(d -> d.is(Verdict.UNKNOWN))
                .flatMap(d -> outcome(Compliance.UNKNOWN, PathReason.FACTS_UNKNOWN, say(d)));
    }

    private Optional<Outcome> notApplicable() {
        return draft.taken().isEmpty()
                        && left.pending().isEmpty()
                        && draft.decisions().stream().noneMatch(d -> d.is(Verdict.SET))
                ? outcome(
                        Compliance.NOT_APPLICABLE,
                        PathReason.NO_DISK,
                        "None of the VM's disks can be taken by profile "
                                + draft.profile().name() + ".")
                : Optional.empty();
    }

    private Optional<Outcome> outOfDate() {
        List<Change> open = open();
        if (!open.isEmpty()) {
            return switch (gate) {
                case Gate.Later later -> later(later, open);
                case Gate.Shut shut ->
                    outcome(
                            Compliance.OUT_OF_DATE,
                            shut.reason(),
                            shut.message() + " It would change " + list(open) + ".");
                case Gate.Open _ ->
                    outcome(
                            Compliance.OUT_OF_DATE,
                            PathReason.NOT_WRITTEN,
                            left.pending().isEmpty()
                                    ? Gate.undelivered(draft.facts(), draft.delivery())
                                    : "It would change " + list(open)
                                            + ", and it is not written, since KubeVirt could then not start the VM: "
                                            + String.join(" ", left.unsafe().values()));
            };
        }
        if (gate instanceof Gate.Shut shut
                && shut.reason() == PathReason.NOT_WRITTEN
                && draft.facts().applied().problem().isPresent()) {
            return outcome(Compliance.OUT_OF_DATE, PathReason.NOT_WRITTEN, shut.message());
        }
        List<Decision> lacking = draft.decisions().stream()
                .filter(d -> d.is(Verdict.SET) && carried.runs() && !carried.has(d))
                .toList();
        return lacking.stream()
                .findFirst()
                .map(d -> RestartSafety.outcome(
                        draft.profile(),
                        draft.vm(),
                        "The plan is stored in the VM, which does not yet run with "
                                + d.field().path() + " "
                                + d.value().orElse("")
                                + d.disk().map(n -> " on disk " + n).orElse("")
                                + (lacking.size() > 1 ? " and " + (lacking.size() - 1) + " more" : "")));
    }

    /** What neither the VMI nor, without one, the VM's spec has of the plan. */
    private List<Change> open() {
        boolean runs = carried.runs();
        Stream<Change> stored = left.pending().changes().stream()
                .filter(c -> !(runs && c.field().inInstance() && carried.has(c)));
        boolean given = draft.facts().cluster().deliveries().instance().ready() && !(gate instanceof Gate.Shut);
        Stream<Change> instance = draft.onInstance() && (runs || !given)
                ? left.instance().stream().filter(c -> !(runs && carried.has(c)))
                : Stream.empty();
        return Stream.concat(stored, instance).distinct().toList();
    }

    private Optional<Outcome> later(Gate.Later later, List<Change> open) {
        List<Change> specs = open.stream()
                .filter(c ->
                        left.instance().stream().noneMatch(i -> i.disk().equals(c.disk()) && i.field() == c.field()))
                .toList();
        return later.reason() == PathReason.NEXT_START && !specs.isEmpty()
                ? outcome(
                        Compliance.OUT_OF_DATE,
                        PathReason.NEEDS_STOP,
                        "Only the VM's spec can take " + list(specs)
                                + ", and it is written once the VM is stopped; then start it again. A reboot inside the guest"
                                + " does not do.")
                : outcome(Compliance.OUT_OF_DATE, later.reason(), later.message());
    }

    private Outcome compliant() {
        Optional<Decision> owners = first(d -> d.reason() == DecisionReason.SET_IT_IN_GIT);
        String more = first(d -> d.is(Verdict.REFUSE) || d.is(Verdict.YIELD)).isEmpty()
                ? "."
                : ", as far as its owner's values and the cluster let it.";
        return new Outcome(
                Compliance.COMPLIANT,
                owners.isPresent() ? PathReason.SET_IT_IN_GIT : PathReason.AS_PLANNED,
                ways() + " the path that profile " + draft.profile().name() + " asks for" + more
                        + owners.map(d -> " " + say(d)).orElse(""));
    }

    private String ways() {
        if (carried.runs()) {
            return "The VM runs with";
        }
        return draft.onInstance()
                ? "Each start gives the VM"
                : draft.facts().moment().birth() ? "Created as it is written here, the VM gets" : "The VM has";
    }

    private Optional<Decision> first(Predicate<Decision> which) {
        return draft.decisions().stream().filter(which).findFirst();
    }

    private static String say(Decision d) {
        return place(d.disk(), d.field()) + ": " + d.message();
    }

    private static String list(List<Change> changes) {
        return changes.stream()
                        .limit(3)
                        .map(c -> place(c.disk(), c.field())
                                + c.to().map(t -> " to " + t).orElse(" back to empty"))
                        .reduce((a, b) -> a + "; " + b)
                        .orElse("nothing")
                + (changes.size() > 3 ? "; and " + (changes.size() - 3) + " more" : "");
    }

    private static String place(Optional<String> disk, Field field) {
        return disk.map(d -> "disk " + d + (field == Field.DISK ? "" : ", " + field.path()))
                .orElse(field.path());
    }

    private static Optional<Outcome> outcome(Compliance compliance, PathReason reason, String message) {
        return Optional.of(new Outcome(compliance, reason, message));
    }
}
