package dev.shortpath.kubevirt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.facts.Hardware;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From StorageNodes' manifests to facts. */
public final class StorageNodes {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StorageNodes() {}

    /** What the probe saw; empty where it never reported, or the report is not one that a probe writes. */
    public static Optional<Hardware> hardware(JsonNode storageNode) {
        return status(storageNode)
                .map(s -> new Hardware(
                        Optional.ofNullable(s.iommu()),
                        Optional.ofNullable(s.ioUring()),
                        Optional.ofNullable(s.vfio()),
                        s.nvme()));
    }

    /** The report as it is written; empty as above. */
    public static Optional<StorageNodeStatus> status(JsonNode storageNode) {
        JsonNode status = storageNode.path("status");
        if (!status.isObject() || status.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.treeToValue(status, StorageNodeStatus.class));
        } catch (JsonProcessingException | IllegalArgumentException notAReport) {
            return Optional.empty();
        }
    }

    /** When the probe last looked. */
    public static Optional<Instant> observedAt(JsonNode storageNode) {
        try {
            return Tree.text(storageNode, "status", "observedAt").map(Instant::parse);
        } catch (DateTimeParseException odd) {
            return Optional.empty();
        }
    }

    /** Nodes of which nothing was heard for {@link World#STALE}. */
    public static Set<String> silent(Map<String, Instant> heard, Instant now) {
        Instant since = now.minus(World.STALE);
        return heard.entrySet().stream()
                .filter(e -> e.getValue().isBefore(since))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The same of objects that were stored at some time: that of the last thing which any of them saw. */
    static Set<String> silent(Collection<JsonNode> storageNodes) {
        Map<String, Instant> heard = new HashMap<>();
        storageNodes.forEach(n -> observedAt(n).ifPresent(at -> heard.put(Tree.name(n), at)));
        return heard.values().stream()
                .max(Comparator.naturalOrder())
                .map(newest -> silent(heard, newest))
                .orElse(Set.of());
    }
}
