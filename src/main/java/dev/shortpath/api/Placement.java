package dev.shortpath.api;

/** What the node of the launcher pod must, or should, have. */
public record Placement(Need iommu, Need iommuMode, Need ioUring, Need numa) {}
