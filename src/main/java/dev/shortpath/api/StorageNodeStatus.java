package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What the probe on a node saw; what could not be read is absent. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StorageNodeStatus(
        @JsonPropertyDescription("When the probe last looked, in RFC 3339; stale after 30 minutes.")
        String observedAt,

        @JsonPropertyDescription("The kernel's release.") @Size(max = 256)
        String kernel,

        @JsonPropertyDescription("The node's IOMMU.") Iommu iommu,

        @JsonPropertyDescription("Whether the node lets a VM's QEMU use io_uring.")
        IoUring ioUring,

        @JsonPropertyDescription("The NUMA nodes.") @Size(max = 1024)
        List<NumaNode> numa,

        @JsonPropertyDescription("Whether the node can give PCI functions to guests.")
        Vfio vfio,

        @JsonPropertyDescription("The NVMe functions.") @Size(max = 1024)
        List<NvmeFunction> nvme,

        @JsonPropertyDescription("Counts of the above, for the columns.")
        NodeTotals totals) {
    public StorageNodeStatus {
        numa = numa == null ? List.of() : List.copyOf(numa);
        nvme = nvme == null ? List.of() : List.copyOf(nvme);
    }
}
