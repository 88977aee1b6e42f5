package dev.shortpath.cli;

import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One decision for all disks for which it is the same, evidence apart.
 *
 * @param disks in the plan's order; empty for a decision on the whole VM
 * @param evidence of all of them; it names the disk or claim that it is about
 */
record Grouped(Decision decision, List<String> disks, List<Evidence> evidence) {
    Grouped {
        disks = List.copyOf(disks);
        evidence = List.copyOf(evidence);
    }

    static List<Grouped> of(List<Decision> decisions) {
        Map<Decision, List<Decision>> groups = new LinkedHashMap<>();
        decisions.forEach(d ->
                groups.computeIfAbsent(anyDisk(d), key -> new ArrayList<>()).add(d));
        return groups.entrySet().stream()
                .map(e -> new Grouped(e.getKey(), disks(e.getValue()), evidence(e.getValue())))
                .toList();
    }

    private static Decision anyDisk(Decision d) {
        return new Decision(
                Optional.empty(),
                d.field(),
                d.verdict(),
                d.reason(),
                d.value(),
                d.wanted(),
                d.message(),
                List.of(),
                d.spelledOut());
    }

    private static List<String> disks(List<Decision> group) {
        return group.stream().flatMap(d -> d.disk().stream()).toList();
    }

    private static List<Evidence> evidence(List<Decision> group) {
        Set<Evidence> all = new LinkedHashSet<>();
        group.forEach(d -> all.addAll(d.evidence()));
        return List.copyOf(all);
    }
}
