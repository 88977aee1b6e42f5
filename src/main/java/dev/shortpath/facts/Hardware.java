package dev.shortpath.facts;

import dev.shortpath.api.IoUring;
import dev.shortpath.api.Iommu;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.Vfio;
import java.util.List;
import java.util.Optional;

/** What a node's probe saw of it (StorageNode); what the probe could not read is absent, here and in each member. */
public record Hardware(Optional<Iommu> iommu, Optional<IoUring> ioUring, Optional<Vfio> vfio, List<NvmeFunction> nvme) {
    /** Of a node without a probe. */
    public static final Hardware NOT_SEEN =
            new Hardware(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    public Hardware {
        nvme = List.copyOf(nvme);
    }
}
