package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Whether a node can give PCI functions to guests. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Vfio(
        @JsonPropertyDescription("Whether vfio-pci is there and the IOMMU can be used with it.")
        Boolean ready,

        @JsonPropertyDescription("Whether the kernel is told to allow interrupts that are not remapped.")
        Boolean unsafeInterrupts) {}
