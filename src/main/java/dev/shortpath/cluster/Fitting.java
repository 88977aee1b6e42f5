package dev.shortpath.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.PathDecision;
import dev.shortpath.api.PathDisk;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Excerpt;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Evidence;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The part of a report that fits into the bounds of a StoragePath (API.md, section 2). */
record Fitting(List<PathDisk> disks, List<PathDecision> decisions, int omitted) {
    static final int EVIDENCE = 128;
    static final int EVIDENCES = 3;

    /** The object may have 256 KiB; metadata, managers and the conditions take some of it. */
    static final int BYTES = 240 * 1024;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private record Group(Field field, Verdict verdict, Optional<String> value, DecisionReason reason, String message) {}

    /** One entry for all disks with the same answer, in the order of the plan. */
    static List<PathDecision> decisions(List<Decision> decisions) {
        Map<Group, Set<String>> disks = new LinkedHashMap<>();
        Map<Group, Set<String>> evidence = new LinkedHashMap<>();
        for (Decision d : decisions) {
            Group group = new Group(d.field(), d.verdict(), d.value(), d.reason(), d.message());
            Set<String> named = disks.computeIfAbsent(group, g -> new LinkedHashSet<>());
            d.disk().ifPresent(named::add);
            Set<String> facts = evidence.computeIfAbsent(group, g -> new LinkedHashSet<>());
            if (d.field().path().startsWith("placement.")) {
                continue; // Counts of nodes: the profile and `explain` have them, and here each node would be a write.
            }
            d.evidence().stream().map(Evidence::text).forEach(facts::add);
        }
        return disks.entrySet().stream()
                .map(e -> entry(e.getKey(), e.getValue(), evidence.get(e.getKey())))
                .toList();
    }

    private static PathDecision entry(Group group, Set<String> disks, Set<String> evidence) {
        return new PathDecision(
                group.field().path(),
                group.verdict(),
                group.value().map(v -> Excerpt.of(v, StoragePathReport.MESSAGE)).orElse(null),
                group.reason(),
                Excerpt.of(group.message(), StoragePathReport.MESSAGE),
                evidence.stream()
                        .limit(EVIDENCES)
                        .map(e -> Excerpt.of(e, EVIDENCE))
                        .toList(),
                List.copyOf(disks));
    }

    /** All that fits: disks first, then decisions, those that a person must act on before those that are as they are. */
    static Fitting of(List<PathDisk> disks, List<PathDecision> decisions) {
        if (size(List.of(disks, decisions)) <= BYTES) {
            return new Fitting(disks, decisions, 0);
        }
        int left = BYTES;
        List<PathDisk> keptDisks = new ArrayList<>();
        for (PathDisk disk : disks) {
            int size = size(disk);
            if (size <= left) {
                left -= size;
                keptDisks.add(disk);
            }
        }
        Set<PathDecision> kept = new HashSet<>();
        for (PathDecision decision : decisions.stream()
                .sorted(Comparator.comparingInt(Fitting::weight))
                .toList()) {
            int size = size(decision);
            if (size <= left) {
                left -= size;
                kept.add(decision);
            }
        }
        List<PathDecision> inOrder = decisions.stream().filter(kept::contains).toList();
        int omitted = disks.size() - keptDisks.size() + decisions.size() - inOrder.size();
        return new Fitting(keptDisks, inOrder, omitted);
    }

    private static int weight(PathDecision decision) {
        return switch (decision.decision()) {
            case REFUSE -> 0;
            case UNKNOWN -> 1;
            case SET -> 2;
            case YIELD -> 3;
            case ALREADY_SO -> 4;
            case NOT_APPLICABLE -> 5;
        };
    }

    private static int size(Object part) {
        try {
            return MAPPER.writeValueAsBytes(part).length + 1;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
