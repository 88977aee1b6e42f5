package dev.shortpath.plan.passthrough;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Needs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a VM has of a resource beside what its profile asks for now: its pod asks for all of it at once, of one node. */
final class Besides {
    private Besides() {}

    /** The missing link where with all of it no node would do. */
    static Optional<Link> link(Draft draft, Wanted wanted, Needs needs) {
        String resource = wanted.resource();
        List<String> asked = needs.drives().stream()
                .filter(w -> w.resource().equals(resource))
                .flatMap(w -> w.names().stream())
                .toList();
        Set<String> ours = draft.ledger().entries().stream()
                .filter(e -> e.field() == Field.PASSTHROUGH && e.to().equals(resource))
                .filter(e -> draft.ledger().live(e.disk(), e.field()).isPresent())
                .flatMap(e -> e.disk().stream())
                // What goes with its owner's consent in this very plan is not there any more.
                .filter(n -> asked.contains(n) || !draft.letsGo(Optional.of(n), Field.PASSTHROUGH))
                .collect(Collectors.toSet());
        long owners = draft.vm().machine().devices().stream()
                .filter(d -> d.resource().equals(resource) && !ours.contains(d.name()))
                .count();
        // Those of the owner's count as well as ours, so that fewer are added.
        long more = asked.stream().filter(n -> !ours.contains(n)).count();
        long all = ours.size() + Math.max(owners, more);
        boolean given = draft.facts().nodes().isEmpty()
                || draft.facts().nodes().stream().anyMatch(n -> n.allocatable().getOrDefault(resource, 0L) >= all);
        return given || ours.isEmpty() || all <= asked.size()
                ? Optional.empty()
                : Optional.of(Link.missing(
                        DecisionReason.NO_ELIGIBLE_NODE,
                        "the VM would have " + all + " of " + resource
                                + ", more than the profile asks for and than any node's kubelet counts",
                        "take out what the VM has besides, or ask for fewer in the profile"));
    }
}
