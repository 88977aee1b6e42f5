package dev.shortpath.plan;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.PathReason;
import dev.shortpath.facts.HostDevice;
import dev.shortpath.facts.Node;
import dev.shortpath.facts.Running;
import dev.shortpath.plan.passthrough.Supply;
import dev.shortpath.plan.passthrough.Wanted;
import dev.shortpath.plan.rule.PlacementRule;
import java.util.List;
import java.util.Optional;

/** Whether a VM runs where its path is: admission may have been down when it was placed, or its node is another one since. */
final class WrongNode {
    private WrongNode() {}

    static Optional<Outcome> of(Draft draft) {
        Optional<String> name = draft.vm().running().flatMap(Running::node);
        return draft.facts().nodes().stream()
                .filter(n -> name.equals(Optional.of(n.name())))
                .findFirst()
                .flatMap(n -> PlacementRule.placings(draft).stream()
                        .filter(p -> p.must() && !p.passing() && !Eligibility.has(n, p.expression()))
                        .findFirst()
                        .map(Placing::lack)
                        .or(() -> otherDrives(draft, n))
                        .map(lack -> outcome(draft, n, lack)));
    }

    /** What is wrong with the drives of a node on which a VM runs with some; those that it is yet to get are elsewhere. */
    private static Optional<String> otherDrives(Draft draft, Node node) {
        List<HostDevice> has = draft.vm().running().map(Running::devices).orElse(List.of());
        List<Wanted> drives = PlacementRule.given(draft).drives().stream()
                .flatMap(w -> w
                        .upTo(has.stream()
                                .filter(d -> d.resource().equals(w.resource()))
                                .count())
                        .stream())
                .toList();
        return Supply.of(draft.facts().cluster(), drives, false).unfit(node).map(Lack::what);
    }

    /** The same where it is not known: the VM's node was seen last too long ago. */
    static Optional<Outcome> stale(Draft draft) {
        Optional<String> name = draft.vm().running().flatMap(Running::node);
        return name.filter(n -> draft.facts().fleet().silent().contains(n))
                .filter(_ -> PlacementRule.placings(draft).stream().anyMatch(Placing::must))
                .map(
                        n -> new Outcome(
                                Compliance.UNKNOWN,
                                PathReason.FACTS_STALE,
                                "The VM runs on node " + n
                                        + ", whose probe has not been heard of for 30 minutes, so whether the"
                                        + " node still has what the path requires is not known: look after the probe's pod there."));
    }

    private static Outcome outcome(Draft draft, Node node, String lack) {
        boolean migrates = draft.vm().running().flatMap(Running::liveMigratable).orElse(false);
        return new Outcome(
                Compliance.NON_COMPLIANT,
                PathReason.WRONG_NODE,
                "The VM runs on node " + node.name() + ", where its path is not to be had (" + lack + "): "
                        + (migrates ? "migrate it live, or restart it" : "restart it")
                        + "; it is then placed on a node that can carry it.");
    }
}
