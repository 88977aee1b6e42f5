package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What the probe on a node saw; what could not be read is absent. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StorageNodeStatus(
        String observedAt,
        String kernel,
        Iommu iommu,
        IoUring ioUring,
        List<NumaNode> numa,
        Vfio vfio,
        List<NvmeFunction> nvme,
        NodeTotals totals) {
    public StorageNodeStatus {
        numa = numa == null ? List.of() : List.copyOf(numa);
        nvme = nvme == null ? List.of() : List.copyOf(nvme);
    }
}
