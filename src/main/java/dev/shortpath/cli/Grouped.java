package dev.shortpath.cli;

import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One decision for all disks for which it is the same, evidence apart.
 *
 * @param same the decisions, in the plan's order; one alone for a decision on the whole VM
 */
record Grouped(List<Decision> same) {
    Grouped {
        same = List.copyOf(same);
    }

    static List<Grouped> of(List<Decision> decisions) {
        Map<Decision, List<Decision>> groups = new LinkedHashMap<>();
        decisions.forEach(d ->
                groups.computeIfAbsent(d.ofAnybody(), key -> new ArrayList<>()).add(d));
        return groups.values().stream().map(Grouped::new).toList();
    }

    /** Stands for all of them in everything but disk and evidence. */
    Decision decision() {
        return same.getFirst();
    }

    List<String> disks() {
        return same.stream().flatMap(d -> d.disk().stream()).toList();
    }

    /** Of all of them; it names the disk or claim that it is about. */
    Set<Evidence> evidence() {
        Set<Evidence> all = new LinkedHashSet<>();
        same.forEach(d -> all.addAll(d.evidence()));
        return all;
    }

    /** The same for a reader: what differs by the disk's name alone is said of the first disk, and that it is so of others. */
    List<String> evidenceInShort() {
        Map<String, String> said = new LinkedHashMap<>();
        Map<String, Integer> times = new LinkedHashMap<>();
        for (Decision d : same) {
            for (Evidence evidence : d.evidence()) {
                String pattern = d.disk()
                        .map(name -> whole(name).matcher(evidence.text()).replaceAll("\0"))
                        .orElse(evidence.text());
                said.putIfAbsent(pattern, evidence.text());
                times.merge(pattern, 1, Integer::sum);
            }
        }
        return said.entrySet().stream()
                .map(e -> e.getKey().contains("\0") && times.get(e.getKey()) > 1
                        ? e.getValue() + "; likewise " + others(times.get(e.getKey()))
                        : e.getValue())
                .toList();
    }

    // A disk's name inside another word (data in database) is not the disk.
    private static Pattern whole(String name) {
        return Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(name) + "(?![A-Za-z0-9])");
    }

    private String others(int times) {
        if (times < same.size()) {
            return times - 1 + " more";
        }
        return times == 2 ? disks().getLast() : "the other " + (times - 1);
    }
}
