package dev.shortpath.plan;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Disk;
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
    private final Write pending;
    private final Map<Optional<String>, String> unsafe;

    private Outcomes(Draft draft, Gate gate, Write pending, Map<Optional<String>, String> unsafe) {
        this.draft = draft;
        this.gate = gate;
        this.pending = pending;
        this.unsafe = unsafe;
    }

    /**
     * How the VM stands.
     *
     * @param pending what is not written now
     * @param unsafe where the whole plan would keep the VM from starting, and why
     */
    static Outcome of(Draft draft, Gate gate, Write pending, Map<Optional<String>, String> unsafe) {
        Outcomes outcomes = new Outcomes(draft, gate, pending, unsafe);
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
                .filter(e ->
                        pending.changes().stream().anyMatch(c -> c.disk().equals(e.disk()) && c.field() == e.field()))
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
                .flatMap(d -> outcome(Compliance.NON_COMPLIANT, PathReason.NO_ELIGIBLE_NODE, say(d)));
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
                        && pending.isEmpty()
                        && draft.decisions().stream().noneMatch(d -> d.is(Verdict.SET))
                ? outcome(
                        Compliance.NOT_APPLICABLE,
                        PathReason.NO_DISK,
                        "None of the VM's disks can be taken by profile "
                                + draft.profile().name() + ".")
                : Optional.empty();
    }

    private Optional<Outcome> outOfDate() {
        if (!pending.changes().isEmpty()) {
            return switch (gate) {
                case Gate.Later later -> outcome(Compliance.OUT_OF_DATE, later.reason(), later.message());
                case Gate.Shut shut ->
                    outcome(
                            Compliance.OUT_OF_DATE,
                            shut.reason(),
                            shut.message() + " It would change " + list(pending) + ".");
                case Gate.Open _ ->
                    outcome(
                            Compliance.OUT_OF_DATE,
                            PathReason.NOT_WRITTEN,
                            "It would change " + list(pending)
                                    + ", and it is not written, since KubeVirt could then not start" + " the VM: "
                                    + String.join(" ", unsafe.values()));
            };
        }
        if (gate instanceof Gate.Shut shut
                && shut.reason() == PathReason.NOT_WRITTEN
                && draft.facts().applied().problem().isPresent()) {
            return outcome(Compliance.OUT_OF_DATE, PathReason.NOT_WRITTEN, shut.message());
        }
        boolean runs = draft.vm().running().isPresent();
        List<Decision> lacking = draft.decisions().stream()
                .filter(d -> d.is(Verdict.SET) && runs && !runsWith(d))
                .toList();
        return lacking.stream()
                .findFirst()
                .flatMap(d -> outcome(
                        Compliance.OUT_OF_DATE,
                        PathReason.RESTART_REQUIRED,
                        "The plan is stored in the VM, which does not yet run with "
                                + d.field().path() + " "
                                + d.value().orElse("")
                                + d.disk().map(n -> " on disk " + n).orElse("")
                                + (lacking.size() > 1 ? " and " + (lacking.size() - 1) + " more" : "")
                                + ": restart it. Until then KubeVirt holds back changes of CPU, memory, affinity, tolerations and"
                                + " volume migration."));
    }

    private boolean runsWith(Decision d) {
        Composition.Place place = Composition.place(draft, d);
        boolean compared = place.field().scope() != Field.Scope.TEMPLATE
                && place.field() != Field.PASSTHROUGH
                && !place.field().path().startsWith("placement.");
        if (!compared
                || place.disk()
                        .flatMap(draft.vm()::disk)
                        .filter(Outcomes::notPluggedYet)
                        .isPresent()) {
            return true;
        }
        Optional<String> running = place.disk().isPresent()
                ? place.disk().flatMap(draft.vm()::disk).flatMap(Disk::running).map(r -> r.get(place.field()))
                : draft.vm().running().map(r -> r.values().get(place.field()));
        return place.field() == Field.SCSI_QUEUES ? running.isPresent() : running.equals(d.value());
    }

    // KubeVirt plugs it into the running VM with the values that stand in the spec then.
    private static boolean notPluggedYet(Disk disk) {
        return disk.volume().hotpluggable() && disk.running().isEmpty();
    }

    private Outcome compliant() {
        boolean birth = draft.facts().moment().birth();
        String ways = birth
                ? "Created as it is written here, the VM gets"
                : draft.vm().running().isPresent() ? "The VM runs with" : "The VM has";
        return new Outcome(
                Compliance.COMPLIANT,
                PathReason.AS_PLANNED,
                ways + " the path that profile " + draft.profile().name() + " asks for"
                        + (first(d -> d.is(Verdict.REFUSE) || d.is(Verdict.YIELD))
                                        .isPresent()
                                ? ", as far as its owner's values and the cluster let it."
                                : "."));
    }

    private Optional<Decision> first(Predicate<Decision> which) {
        return draft.decisions().stream().filter(which).findFirst();
    }

    private static String say(Decision d) {
        return place(d.disk(), d.field()) + ": " + d.message();
    }

    private static String list(Write write) {
        return write.changes().stream()
                        .limit(3)
                        .map(c -> place(c.disk(), c.field())
                                + c.to().map(t -> " to " + t).orElse(" back to empty"))
                        .reduce((a, b) -> a + "; " + b)
                        .orElse("nothing")
                + (write.changes().size() > 3 ? "; and " + (write.changes().size() - 3) + " more" : "");
    }

    private static String place(Optional<String> disk, Field field) {
        return disk.map(d -> "disk " + d + (field == Field.DISK ? "" : ", " + field.path()))
                .orElse(field.path());
    }

    private static Optional<Outcome> outcome(Compliance compliance, PathReason reason, String message) {
        return Optional.of(new Outcome(compliance, reason, message));
    }
}
