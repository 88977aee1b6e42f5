package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What the node of the launcher pod must, or should, have. */
public record Placement(
        @JsonPropertyDescription(
                "The node's IOMMU is on and its groups usable: Required, Preferred or Ignore. Required "
                        + "with passthrough, else Ignore, when left out.")
        Need iommu,

        @JsonPropertyDescription(
                "The node's IOMMU has identity mappings for the host's own devices (iommu=pt): Required, "
                        + "Preferred or Ignore. Preferred with passthrough, else Ignore, when left out.")
        Need iommuMode,

        @JsonPropertyDescription(
                "The node lets a VM's QEMU use io_uring: Required, Preferred or Ignore. Required where "
                        + "io_uring is set for a disk, else Ignore, when left out.")
        Need ioUring,

        @JsonPropertyDescription(
                "One NUMA node of the node could give all functions of passthrough (the kubelet's policy "
                        + "decides): Required, Preferred or Ignore. Required with passthrough, else Ignore, when "
                        + "left out.")
        Need numa) {}
