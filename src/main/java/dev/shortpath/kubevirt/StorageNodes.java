package dev.shortpath.kubevirt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.facts.Hardware;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
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

    /** Whether the probe could list the NVMe functions, so that one which it does not list is not there. */
    public static boolean drivesListed(JsonNode storageNode) {
        return status(storageNode)
                .filter(s ->
                        !s.nvme().isEmpty() || s.totals() != null && s.totals().nvmeFunctions() != null)
                .isPresent();
    }

    /** Whether it is about this node, and not about one of the same name that is gone. */
    public static boolean isAbout(JsonNode storageNode, JsonNode node) {
        return Tree.list(storageNode, "metadata", "ownerReferences").stream()
                .filter(o -> Tree.text(o, "kind").equals(Optional.of("Node")))
                .allMatch(o -> Tree.text(o, "uid").equals(Tree.text(node, "metadata", "uid")));
    }

    /** Cuts a report down to what a plan may read, in place; records take a fifth of the room that trees take. */
    static void keep(ObjectNode storageNode) {
        Optional<StorageNodeStatus> status = status(storageNode);
        storageNode.remove("status");
        status.ifPresent(s -> storageNode.putPOJO(
                "status",
                new StorageNodeStatus(
                        null,
                        null,
                        s.iommu(),
                        s.ioUring(),
                        List.of(),
                        s.vfio(),
                        s.nvme().stream().map(StorageNodes::kept).toList(),
                        s.totals())));
    }

    private static NvmeFunction kept(NvmeFunction f) {
        return new NvmeFunction(
                shared(f.address()),
                shared(f.vendorDevice()),
                shared(f.model()),
                null,
                f.numaNode(),
                f.iommuGroup(),
                f.isolated(),
                f.viable(),
                null,
                shared(f.driver()),
                List.of(),
                f.use().stream().map(StorageNodes::shared).toList(),
                f.sriov(),
                f.ready(),
                shared(f.why()));
    }

    /** Machines are bought by the hundred: their drives say the same words. */
    private static String shared(String text) {
        return text == null ? null : text.intern();
    }

    /** The report as it is written, or as it is kept; empty as above. */
    public static Optional<StorageNodeStatus> status(JsonNode storageNode) {
        JsonNode status = storageNode.path("status");
        if (status instanceof POJONode kept && kept.getPojo() instanceof StorageNodeStatus report) {
            return Optional.of(report);
        }
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

    /** When each node's probe last looked, by the node's name. */
    public static Map<String, Instant> heard(Collection<JsonNode> storageNodes) {
        Map<String, Instant> heard = new HashMap<>();
        storageNodes.forEach(n -> observedAt(n).ifPresent(at -> heard.put(Tree.name(n), at)));
        return heard;
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
        Map<String, Instant> heard = heard(storageNodes);
        return heard.values().stream()
                .max(Comparator.naturalOrder())
                .map(newest -> silent(heard, newest))
                .orElse(Set.of());
    }
}
