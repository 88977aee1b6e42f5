package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Need;
import dev.shortpath.api.Placement;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Ask;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Eligibility;
import dev.shortpath.plan.Eligibility.Required;
import dev.shortpath.plan.Evidence;
import dev.shortpath.plan.NodeCount;
import dev.shortpath.plan.Placing;
import dev.shortpath.plan.Wish;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the launcher pod's node must or should have. Nothing Required is added while no node is eligible. */
public final class PlacementRule implements Rule {
    @Override
    public List<Decision> decide(Draft draft) {
        NodeCount count = Eligibility.count(draft.facts(), required(draft));
        List<Decision> decisions = new ArrayList<>();
        wishes(draft).forEach((field, wish) -> decisions.add(decide(Ask.of(draft, field, wish), count)));
        return decisions;
    }

    /** The properties that a node must have for this draft's path. */
    public static List<Required> required(Draft draft) {
        return wishes(draft).entrySet().stream()
                .filter(e -> e.getValue().is(Need.REQUIRED.word()))
                .map(e -> new Required(e.getKey(), functions(draft)))
                .toList();
    }

    /** What the scheduler is told of a launcher pod's node: what is decided, and what a running VM's VMI carries. */
    public static List<Placing> placings(Draft draft) {
        return wishes(draft).entrySet().stream()
                .filter(e -> draft.decision(Optional.empty(), e.getKey())
                        .filter(d -> d.is(Verdict.SET))
                        .isPresent())
                .filter(e -> e.getValue().spelledOut() || carried(draft, e.getKey()))
                .map(e -> {
                    Required property = new Required(e.getKey(), functions(draft));
                    return new Placing(property.expression(), e.getValue().is(Need.REQUIRED.word()), property.lack());
                })
                .toList();
    }

    // What follows from io_uring is for pods of VMIs that have it; the VMI that comes next may have it then.
    private static boolean carried(Draft draft, Field field) {
        return field != Field.PLACEMENT_IO_URING
                || draft.vm().running().isEmpty()
                || draft.vm().disks().stream()
                        .flatMap(d -> d.running().stream())
                        .anyMatch(r -> r.containsKey(Field.IO_URING));
    }

    private static int functions(Draft draft) {
        return draft.profile().spec().passthrough().stream()
                .mapToInt(p -> p.count() == null ? 1 : p.count())
                .sum();
    }

    private static Map<Field, Wish> wishes(Draft draft) {
        Placement placement =
                Optional.ofNullable(draft.profile().spec().placement()).orElse(new Placement(null, null, null, null));
        // Devices that KubeVirt would not give need no node that has them.
        boolean devices = draft.decisions().stream()
                .filter(d -> d.field() == Field.PASSTHROUGH && !d.is(Verdict.NOT_APPLICABLE))
                .anyMatch(d -> d.reason() != DecisionReason.DEVICE_NOT_PERMITTED);
        boolean uring = draft.decisions().stream()
                .anyMatch(d ->
                        d.field() == Field.IO && d.is(Verdict.SET) && d.value().equals(Optional.of("io_uring")));
        Map<Field, Wish> wishes = new EnumMap<>(Field.class);
        String profile = "profile " + draft.profile().name();
        Default drives = new Default(devices, profile + ", for its passthrough");
        put(wishes, Field.PLACEMENT_IOMMU, placement.iommu(), drives.asks(Need.REQUIRED), profile);
        put(wishes, Field.PLACEMENT_IOMMU_MODE, placement.iommuMode(), drives.asks(Need.PREFERRED), profile);
        put(
                wishes,
                Field.PLACEMENT_IO_URING,
                placement.ioUring(),
                new Default(uring, profile + ", for io_uring").asks(Need.REQUIRED),
                profile);
        put(wishes, Field.PLACEMENT_NUMA, placement.numa(), drives.asks(Need.REQUIRED), profile);
        return wishes;
    }

    /** What follows from the rest of the plan where the profile does not say. */
    private record Default(boolean holds, String from) {
        Optional<Wish> asks(Need need) {
            return holds ? Optional.of(new Wish(need.word(), false, from)) : Optional.empty();
        }
    }

    private static void put(
            Map<Field, Wish> wishes, Field field, Need spelled, Optional<Wish> otherwise, String profile) {
        Optional<Wish> wish = spelled == null ? otherwise : Optional.of(new Wish(spelled.word(), true, profile));
        wish.filter(w -> !w.is(Need.IGNORE.word())).ifPresent(w -> wishes.put(field, w));
    }

    private static Decision decide(Ask ask, NodeCount count) {
        Evidence evidence = new Evidence("eligible nodes", count.eligible() + " of " + count.total());
        if (!count.known()) {
            return ask.unknown(
                    DecisionReason.NODES_NOT_KNOWN, "No node was read, so where the path exists is not known.");
        }
        boolean must = ask.wish().is(Need.REQUIRED.word());
        String what = new Required(ask.field(), functions(ask.draft())).what();
        if (must && count.eligible() == 0) {
            return ask.refuse(
                    DecisionReason.NO_ELIGIBLE_NODE,
                    "No node has what the path requires, so nothing is required of the scheduler: " + why(count) + ".",
                    evidence);
        }
        Capability pods = ask.draft().facts().cluster().deliveries().placement();
        return pods.ready()
                ? ask.set(
                        "The launcher pod is given node affinity when it is created: " + what + " is "
                                + (must ? "required of its node." : "preferred."),
                        evidence)
                : ask.refuse(
                        DecisionReason.NOT_DELIVERED,
                        "It is not written: " + String.join("; ", pods.missing()) + ". Meanwhile put " + what
                                + " into the VM's own affinity.",
                        evidence);
    }

    private static String why(NodeCount count) {
        // Without numbers: a message is news only when what is so changed, and nodes come and go.
        return count.lacking().keySet().stream().reduce((a, b) -> a + "; " + b).orElse("there is no node");
    }
}
