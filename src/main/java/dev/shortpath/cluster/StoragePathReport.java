package dev.shortpath.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.api.Compliance;
import dev.shortpath.api.Condition;
import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.EligibleNodes;
import dev.shortpath.api.PathDecision;
import dev.shortpath.api.PathDisk;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.ProfileReason;
import dev.shortpath.api.StoragePathStatus;
import dev.shortpath.api.Verdict;
import dev.shortpath.api.Word;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Running;
import dev.shortpath.facts.Situation;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.DiskPath;
import dev.shortpath.plan.Evidence;
import dev.shortpath.plan.Outcome;
import dev.shortpath.plan.Plan;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A plan as people read it: the status of a StoragePath, within the contract's bounds (API.md, section 2). */
public final class StoragePathReport {
    /** The condition that says whether the VM has what its profile asks for. */
    public static final String COMPLIANT = "Compliant";

    /** The condition that says whether the VM carries the plan where the delivery puts it. */
    public static final String APPLIED = "Applied";

    static final int MESSAGE = 256;
    static final int EVIDENCE = 128;
    static final int EVIDENCES = 3;
    static final int SENTENCE = 1024;

    /** The object may have 256 KiB; metadata, managers and the conditions take some of it. */
    static final int BYTES = 240 * 1024;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StoragePathReport() {}

    /**
     * The status for a plan.
     *
     * @param before the StoragePath as it is: what was seen running is kept, and the times of what did not change
     */
    public static StoragePathStatus of(
            Situation situation, Plan plan, Fate fate, Optional<JsonNode> before, Instant now) {
        Outcome outcome = outcome(plan.outcome(), fate);
        Fitted fitted = fit(disks(plan, before), decisions(plan.decisions()));
        Optional<DiskPath> worst = plan.worst();
        return new StoragePathStatus(
                plan.profile().orElse(null),
                plan.binding().holding().map(Profile::generation).orElse(null),
                plan.delivery().orElse(null),
                outcome.compliance(),
                outcome.reason(),
                cut(outcome.message(), SENTENCE),
                worst.map(w -> cut(w.path(), SENTENCE)).orElse(null),
                worst.map(DiskPath::hops).orElse(null),
                fitted.disks(),
                fitted.decisions(),
                fitted.omitted(),
                nodes(plan.nodes().word()),
                situation.vm().running().flatMap(Running::node).orElse(null),
                plan.liveMigratable().orElse(null),
                Map.of(),
                conditions(outcome, fate, before, now));
    }

    private static EligibleNodes nodes(String word) {
        return Arrays.stream(EligibleNodes.values())
                .filter(n -> n.word().equals(word))
                .findFirst()
                .orElse(EligibleNodes.UNKNOWN);
    }

    /** What the plan's outcome became by what happened to its write. */
    private static Outcome outcome(Outcome planned, Fate fate) {
        return switch (fate) {
            case Fate.Refused r ->
                worse(planned, PathReason.REFUSED_BY_KUBE_VIRT, "KubeVirt refuses the plan's values: " + r.message());
            case Fate.Failed f ->
                worse(
                        planned,
                        PathReason.NOT_WRITTEN,
                        "Shortpath could not write the VM, which is a fault of Shortpath: " + f.message());
            case Fate.Withheld w -> worse(planned, PathReason.NOT_WRITTEN, w.message());
            case Fate.Nothing n -> planned;
            case Fate.Written w -> planned;
            case Fate.Moved m -> planned;
        };
    }

    private static Outcome worse(Outcome planned, PathReason reason, String message) {
        boolean worse = planned.compliance().compareTo(Compliance.OUT_OF_DATE) < 0;
        return worse ? planned : new Outcome(Compliance.OUT_OF_DATE, reason, message);
    }

    private static List<PathDisk> disks(Plan plan, Optional<JsonNode> before) {
        List<PathDisk> all = new ArrayList<>();
        for (DiskPath disk : plan.disks()) {
            Map<String, String> running = words(disk.running());
            all.add(new PathDisk(
                    disk.disk(),
                    cut(disk.path(), SENTENCE),
                    words(disk.wanted()),
                    words(disk.stored()),
                    running.isEmpty() ? lastSeen(before, disk.disk()) : running));
        }
        return all;
    }

    private static Map<String, String> words(Map<Field, String> values) {
        Map<String, String> words = new TreeMap<>();
        values.forEach((field, value) -> words.put(field.path(), cut(value, MESSAGE)));
        return words;
    }

    private static Map<String, String> lastSeen(Optional<JsonNode> before, String disk) {
        Map<String, String> seen = new TreeMap<>();
        before.ifPresent(b -> b.at("/status/disks").forEach(d -> {
            if (d.path("name").asText().equals(disk)) {
                d.path("running")
                        .properties()
                        .forEach(e -> seen.put(e.getKey(), e.getValue().asText()));
            }
        }));
        return seen;
    }

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
                group.value().map(v -> cut(v, MESSAGE)).orElse(null),
                group.reason(),
                cut(group.message(), MESSAGE),
                evidence.stream().limit(EVIDENCES).map(e -> cut(e, EVIDENCE)).toList(),
                List.copyOf(disks));
    }

    private record Fitted(List<PathDisk> disks, List<PathDecision> decisions, int omitted) {}

    /** All that fits: disks first, then decisions, those that a person must act on before those that are as they are. */
    private static Fitted fit(List<PathDisk> disks, List<PathDecision> decisions) {
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
                .sorted(Comparator.comparingInt(StoragePathReport::weight))
                .toList()) {
            int size = size(decision);
            if (size <= left) {
                left -= size;
                kept.add(decision);
            }
        }
        List<PathDecision> inOrder = decisions.stream().filter(kept::contains).toList();
        int omitted = disks.size() - keptDisks.size() + decisions.size() - inOrder.size();
        return new Fitted(keptDisks, inOrder, omitted);
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

    private static List<Condition> conditions(Outcome outcome, Fate fate, Optional<JsonNode> before, Instant now) {
        String compliant = switch (outcome.compliance()) {
            case COMPLIANT -> "True";
            case UNKNOWN -> "Unknown";
            case NON_COMPLIANT, OUT_OF_DATE, NOT_APPLICABLE -> "False";
        };
        Optional<Word> hindrance = hindrance(outcome, fate);
        return List.of(
                condition(
                        APPLIED,
                        hindrance.isEmpty() ? "True" : "False",
                        hindrance.map(Word::word).orElse(PathReason.AS_PLANNED.word()),
                        hindrance.isEmpty() ? "The VM carries the plan." : outcome.message(),
                        before,
                        now),
                condition(COMPLIANT, compliant, outcome.reason().word(), outcome.message(), before, now));
    }

    /** Why the VM does not carry the plan, in the words of the profile's condition Applied. */
    private static Optional<Word> hindrance(Outcome outcome, Fate fate) {
        return switch (fate) {
            case Fate.Failed f -> Optional.of(ProfileReason.RECONCILE_ERROR);
            case Fate.Withheld w -> Optional.of(ProfileReason.PENDING);
            default ->
                switch (outcome.reason()) {
                    case REFUSED_BY_KUBE_VIRT, NOT_POSSIBLE, CANNOT_START -> Optional.of(ProfileReason.PARTLY_REFUSED);
                    case AUDIT_ONLY -> Optional.of(ProfileReason.AUDIT_ONLY);
                    case NEXT_START, NEEDS_STOP -> Optional.of(ProfileReason.WAITING_FOR_STOP);
                    case NOT_WRITTEN, DRIFTED -> Optional.of(ProfileReason.PENDING);
                    default -> Optional.empty();
                };
        };
    }

    private static Condition condition(
            String type, String status, String reason, String message, Optional<JsonNode> before, Instant now) {
        return new Condition(type, status, reason, cut(message, SENTENCE), since(type, status, before, now), null);
    }

    private static String since(String type, String status, Optional<JsonNode> before, Instant now) {
        return before.map(b -> b.at("/status/conditions")).stream()
                .flatMap(JsonNode::valueStream)
                .filter(c -> c.path("type").asText().equals(type)
                        && c.path("status").asText().equals(status))
                .map(c -> c.path("lastTransitionTime").asText())
                .findFirst()
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
