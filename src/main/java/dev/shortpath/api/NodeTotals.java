package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import java.util.List;

/** What a StorageNode lists, counted, since a column cannot count. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NodeTotals(
        @JsonPropertyDescription("NUMA nodes.") @Min(0) Integer numaNodes,
        @JsonPropertyDescription("NVMe functions.") @Min(0) Integer nvmeFunctions,

        @JsonPropertyDescription("NVMe functions that can be given to a guest.") @Min(0)
        Integer nvmeReady) {
    public static NodeTotals of(List<NumaNode> numa, List<NvmeFunction> nvme) {
        long ready = nvme.stream().filter(f -> Boolean.TRUE.equals(f.ready())).count();
        return new NodeTotals(numa.size(), nvme.size(), (int) ready);
    }
}
