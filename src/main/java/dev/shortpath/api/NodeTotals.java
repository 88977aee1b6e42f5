package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What a StorageNode lists, counted, since a column cannot count. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NodeTotals(Integer numaNodes, Integer nvmeFunctions, Integer nvmeReady) {
    public static NodeTotals of(List<NumaNode> numa, List<NvmeFunction> nvme) {
        long ready = nvme.stream().filter(f -> Boolean.TRUE.equals(f.ready())).count();
        return new NodeTotals(numa.size(), nvme.size(), (int) ready);
    }
}
