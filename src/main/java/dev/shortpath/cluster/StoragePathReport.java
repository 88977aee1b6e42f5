package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Compliance;
import dev.shortpath.api.EligibleNodes;
import dev.shortpath.api.PathDisk;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.StoragePathStatus;
import dev.shortpath.facts.Excerpt;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Running;
import dev.shortpath.facts.Situation;
import dev.shortpath.plan.DiskPath;
import dev.shortpath.plan.NodeCount;
import dev.shortpath.plan.Outcome;
import dev.shortpath.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A plan as people read it: the status of a StoragePath, within the contract's bounds (API.md, section 2). */
public final class StoragePathReport {
    static final int MESSAGE = 256;
    static final int SENTENCE = 1024;

    private StoragePathReport() {}

    /** @param measured what `shortpath bench` found of the VM */
    public record Decided(Situation situation, Plan plan, Map<String, String> measured) {
        public Decided {
            measured = Map.copyOf(measured);
        }
    }

    /**
     * The status for a plan.
     *
     * @param before the StoragePath as it is: what was seen running is kept, and the times of what did not change
     */
    public static StoragePathStatus of(Decided decided, Fate fate, Optional<JsonNode> before, Instant now) {
        Plan plan = decided.plan();
        Outcome outcome = outcome(plan.outcome(), fate);
        Fitting fitted = Fitting.of(disks(plan, before), Fitting.decisions(plan.decisions()));
        Optional<DiskPath> worst = plan.worst();
        return new StoragePathStatus(
                plan.profile().orElse(null),
                plan.binding().holding().map(Profile::generation).orElse(null),
                plan.delivery().orElse(null),
                plan.binding().holding().map(b -> b.spec().delivery()).orElse(null),
                plan.deliveryWhy().isEmpty() ? null : Excerpt.of(plan.deliveryWhy(), MESSAGE),
                outcome.compliance(),
                outcome.reason(),
                Excerpt.of(outcome.message(), SENTENCE),
                worst.map(w -> Excerpt.of(w.path(), SENTENCE)).orElse(null),
                worst.map(DiskPath::hops).orElse(null),
                fitted.disks(),
                fitted.decisions(),
                fitted.omitted(),
                nodes(plan.nodes().word()),
                plan.nodes().eligible() > 0 ? null : Excerpt.of(nodesWhy(plan.nodes()), SENTENCE),
                decided.situation().vm().running().flatMap(Running::node).orElse(null),
                plan.liveMigratable().orElse(null),
                decided.measured(),
                PathConditions.of(plan, outcome, fate, before, now));
    }

    // Without numbers, as everything here: a node that joins is no news to a VM.
    private static String nodesWhy(NodeCount nodes) {
        return nodes.known() ? nodes.lacks() : "no Node was read";
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
                    Excerpt.of(disk.path(), SENTENCE),
                    words(disk.wanted()),
                    words(disk.stored()),
                    running.isEmpty() ? lastSeen(before, disk.disk()) : running));
        }
        return all;
    }

    private static Map<String, String> words(Map<Field, String> values) {
        Map<String, String> words = new TreeMap<>();
        values.forEach((field, value) -> words.put(field.path(), Excerpt.of(value, MESSAGE)));
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
}
