package dev.shortpath.plan;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.Verdict;
import dev.shortpath.api.Workload;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Ledger.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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
                .or(() -> new Behind(draft, gate, left).outcome())
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
                .or(() -> WrongNode.of(draft));
    }

    private Optional<Outcome> unknown() {
        Optional<Decision> stale = first(d -> d.reason() == DecisionReason.FACTS_STALE);
        if (stale.isPresent()) {
            return outcome(Compliance.UNKNOWN, PathReason.FACTS_STALE, say(stale.get()));
        }
        Optional<Outcome> node = WrongNode.stale(draft);
        if (node.isPresent()) {
            return node;
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

    private Outcome compliant() {
        // What a birth alone decides is no fault of the VM's, but nobody should take its path for the one asked for.
        Optional<Decision> missed = draft.profile().spec().workload() == Workload.MANY_DISKS
                ? Optional.empty()
                : first(d -> d.field() == Field.BUS && d.reason() == DecisionReason.NOT_NEW);
        Optional<Decision> owners = first(d -> d.reason() == DecisionReason.SET_IT_IN_GIT)
                .or(() -> draft.onInstance() ? missed : Optional.empty());
        boolean all = first(d -> d.is(Verdict.REFUSE) || d.is(Verdict.YIELD)).isEmpty();
        String more = missed.isPresent()
                ? ", as far as its guest, its owner's values and the cluster let it."
                : all ? "." : ", as far as its owner's values and the cluster let it.";
        return new Outcome(
                Compliance.COMPLIANT,
                owners.isPresent() ? PathReason.SET_IT_IN_GIT : PathReason.AS_PLANNED,
                ways() + " the path that profile " + draft.profile().name() + " asks for" + more
                        + owners.or(() -> missed).map(d -> " " + say(d)).orElse("")
                        + (asked()
                                ? " Whether QEMU took io_uring, which it was asked for, only its launcher's log says."
                                : ""));
    }

    /** Whether a running disk was asked to use what nothing shows. */
    private boolean asked() {
        return draft.vm().disks().stream()
                .flatMap(d -> d.running().stream())
                .anyMatch(r -> r.containsKey(Field.IO_URING));
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

    static String place(Optional<String> disk, Field field) {
        return new Place(disk, field).words();
    }

    private static Optional<Outcome> outcome(Compliance compliance, PathReason reason, String message) {
        return Optional.of(new Outcome(compliance, reason, message));
    }
}
