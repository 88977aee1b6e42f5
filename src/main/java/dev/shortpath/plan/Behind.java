package dev.shortpath.plan;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Field;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a plan is not so yet: neither in the VMI nor, without one, in the VM's spec. */
final class Behind {
    private final Draft draft;
    private final Gate gate;
    private final Outcomes.Left left;
    private final Carried carried;

    Behind(Draft draft, Gate gate, Outcomes.Left left) {
        this.draft = draft;
        this.gate = gate;
        this.left = left;
        this.carried = new Carried(draft);
    }

    Optional<Outcome> outcome() {
        List<Change> open = open();
        if (!open.isEmpty()) {
            return switch (gate) {
                case Gate.Later later -> later(later, open);
                case Gate.Shut shut ->
                    outOfDate(shut.reason(), shut.message() + " It would change " + list(open) + ".");
                case Gate.Open _
                when !draft.stopped() && open.stream().allMatch(c -> c.field().scope() == Field.Scope.DEVICE) ->
                    needsStop(open);
                case Gate.Open _ ->
                    outOfDate(
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
            return outOfDate(PathReason.NOT_WRITTEN, shut.message());
        }
        List<Decision> lacking = draft.decisions().stream()
                .filter(d -> d.is(Verdict.SET) && carried.runs() && !carried.has(d))
                .toList();
        boolean held = lacking.stream()
                .anyMatch(d -> !Ledger.plugins(Sets.place(draft, d).field()));
        return lacking.stream()
                .findFirst()
                .map(d -> RestartSafety.outcome(
                        draft.profile(),
                        draft.vm(),
                        "The plan is stored in the VM, which does not yet run with "
                                + d.field().path() + " "
                                + d.value().orElse("")
                                + d.disk().map(n -> " on disk " + n).orElse("")
                                + (lacking.size() > 1 ? " and " + (lacking.size() - 1) + " more" : ""),
                        held));
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
                ? needsStop(specs)
                : outOfDate(later.reason(), later.message());
    }

    private static Optional<Outcome> needsStop(List<Change> changes) {
        return outOfDate(
                PathReason.NEEDS_STOP,
                "Only the VM's spec can take " + list(changes)
                        + ", and it is written once the VM is stopped; then start it again. A reboot inside the guest"
                        + " does not do.");
    }

    private static String list(List<Change> changes) {
        return changes.stream()
                        .limit(3)
                        .map(c -> Outcomes.place(c.disk(), c.field())
                                + c.to().map(t -> " to " + t).orElse(" back to empty"))
                        .reduce((a, b) -> a + "; " + b)
                        .orElse("nothing")
                + (changes.size() > 3 ? "; and " + (changes.size() - 3) + " more" : "");
    }

    private static Optional<Outcome> outOfDate(PathReason reason, String message) {
        return Optional.of(new Outcome(Compliance.OUT_OF_DATE, reason, message));
    }
}
