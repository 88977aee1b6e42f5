package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A node's IOMMU. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Iommu(
        @JsonPropertyDescription("Whether the kernel has IOMMU units at work.")
        Boolean enabled,

        @JsonPropertyDescription("intel, amd, smmu, virtio or none.")
        IommuKind kind,

        @JsonPropertyDescription("From the groups' type files: passthrough, translated, mixed or none.")
        IommuMode mode,

        @JsonPropertyDescription("Whether interrupts of functions given to guests are remapped.")
        Boolean interruptRemapping,

        @JsonPropertyDescription("The kernel's names of its units, such as dmar0.") @Size(max = 256)
        List<@Size(max = 64) String> units) {
    public Iommu {
        units = units == null ? List.of() : List.copyOf(units);
    }
}
