package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Need;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.HostDevice;
import dev.shortpath.facts.Scheduling;
import dev.shortpath.plan.Ask;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Eligibility;
import dev.shortpath.plan.Evidence;
import dev.shortpath.plan.Needs;
import dev.shortpath.plan.NodeCount;
import dev.shortpath.plan.Placing;
import dev.shortpath.plan.passthrough.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What the launcher pod's node must or should have. Nothing Required is added while no node is eligible. */
public final class PlacementRule implements Rule {
    private static final String HOSTNAME = "kubernetes.io/hostname";
    /** A pod's affinity is to be read by people too. */
    private static final int MOST_HOSTS = 100;

    static final String SILENT =
            " No probe of a node that can has been heard of for 30 minutes, so it may not be so any more.";

    @Override
    public List<Decision> decide(Draft draft) {
        Needs needs = given(draft);
        NodeCount count = Eligibility.count(draft.facts(), needs);
        List<Decision> decisions = new ArrayList<>();
        needs.wishes().forEach((field, wish) -> decisions.add(decide(Ask.of(draft, field, wish), needs, count)));
        return decisions;
    }

    /** What a node needs for all that the profile asks for, whether or not this VM can have it. */
    public static Needs asked(Draft draft) {
        return Needs.of(draft.profile().name(), draft.profile().spec(), uring(draft));
    }

    /** The same for what this VM has or is given: drives that it does not get need no node that has them. */
    public static Needs given(Draft draft) {
        List<Wanted> drives = Wanted.of(draft.profile().spec()).stream()
                .filter(w -> w.names().stream().anyMatch(n -> given(draft, n)))
                .toList();
        return Needs.of(draft.profile().name(), draft.profile().spec(), drives, uring(draft));
    }

    private static boolean given(Draft draft, String device) {
        Optional<String> name = Optional.of(device);
        return draft.ledger().live(name, Field.PASSTHROUGH).isPresent() && !draft.letsGo(name, Field.PASSTHROUGH)
                || draft.decision(name, Field.PASSTHROUGH)
                        .filter(d -> d.is(Verdict.SET) || d.is(Verdict.ALREADY_SO))
                        .isPresent();
    }

    private static boolean uring(Draft draft) {
        return draft.decisions().stream()
                .anyMatch(d ->
                        d.field() == Field.IO && d.is(Verdict.SET) && d.value().equals(Optional.of("io_uring")));
    }

    /** What the scheduler is told of a launcher pod's node: what is decided, and what a running VM's VMI carries. */
    public static List<Placing> placings(Draft draft) {
        Needs needs = given(draft);
        Stream<Placing> labels = needs.wishes().entrySet().stream()
                .filter(e -> draft.decision(Optional.empty(), e.getKey())
                        .filter(d -> d.is(Verdict.SET))
                        .isPresent())
                .filter(e -> e.getValue().spelledOut() || carried(draft, needs, e.getKey()))
                .map(e -> {
                    Needs.Label label = needs.label(e.getKey());
                    return new Placing(label.expression(), e.getValue().is(Need.REQUIRED.word()), label.lack(), false);
                });
        return Stream.concat(labels, notThere(draft, needs)).toList();
    }

    /** The scheduler goes by labels and by what the kubelet counts, and neither tells a resource's functions apart. */
    private static Stream<Placing> notThere(Draft draft, Needs needs) {
        boolean given = draft.decisions().stream().anyMatch(d -> d.field() == Field.PASSTHROUGH && d.is(Verdict.SET));
        if (!given || !carried(draft, needs, Field.PASSTHROUGH)) {
            return Stream.empty();
        }
        List<String> hosts = Eligibility.misleading(draft.facts(), needs).stream()
                .map(n -> n.labels().get(HOSTNAME))
                .filter(Objects::nonNull)
                .sorted()
                .limit(MOST_HOSTS)
                .toList();
        return hosts.isEmpty()
                ? Stream.empty()
                : Stream.of(new Placing(
                        new Scheduling.Expression(HOSTNAME, "NotIn", hosts),
                        true,
                        "not the functions that the profile asks for",
                        true));
    }

    // What follows from io_uring or from drives is for pods of VMIs that have them; the VMI that comes next may have
    // them then.
    private static boolean carried(Draft draft, Needs needs, Field field) {
        if (draft.vm().running().isEmpty()) {
            return true;
        }
        return field == Field.PLACEMENT_IO_URING
                ? draft.vm().disks().stream()
                        .flatMap(d -> d.running().stream())
                        .anyMatch(r -> r.containsKey(Field.IO_URING))
                : draft.vm().running().get().devices().stream()
                        .map(HostDevice::resource)
                        .anyMatch(r -> needs.drives().stream()
                                .anyMatch(w -> w.resource().equals(r)));
    }

    private static Decision decide(Ask ask, Needs needs, NodeCount count) {
        Evidence evidence = new Evidence("eligible nodes", count.eligible() + " of " + count.total());
        if (!count.known()) {
            return ask.unknown(
                    DecisionReason.NODES_NOT_KNOWN, "No node was read, so where the path exists is not known.");
        }
        boolean must = ask.wish().is(Need.REQUIRED.word());
        if (must && count.eligible() == 0) {
            return ask.refuse(
                    DecisionReason.NO_ELIGIBLE_NODE,
                    "No node has what the path requires, so nothing is required of the scheduler: " + count.lacks()
                            + ".",
                    evidence);
        }
        String what = needs.label(ask.field()).what();
        Capability pods = ask.draft().facts().cluster().deliveries().placement();
        if (!pods.ready()) {
            return ask.refuse(
                    DecisionReason.NOT_DELIVERED,
                    "It is not written: " + String.join("; ", pods.missing()) + ". Meanwhile put " + what
                            + " into the VM's own affinity.",
                    evidence);
        }
        Decision set = ask.set(
                "The launcher pod is given node affinity when it is created: " + what + " is "
                        + (must ? "required of its node." : "preferred.")
                        + (count.stale() ? SILENT : "")
                        + (ask.field() == Field.PLACEMENT_NUMA ? Alignment.note(ask.draft()) : ""),
                ask.field() == Field.PLACEMENT_NUMA
                        ? Alignment.with(evidence, ask.draft())
                        : new Evidence[] {evidence});
        return count.stale() ? ask.withReason(DecisionReason.FACTS_STALE, set) : set;
    }
}
