package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The hardware behind a node's IOMMU. */
public enum IommuKind implements Word {
    @JsonProperty("intel")
    INTEL("intel"),

    @JsonProperty("amd")
    AMD("amd"),

    @JsonProperty("smmu")
    SMMU("smmu"),

    @JsonProperty("virtio")
    VIRTIO("virtio"),

    @JsonProperty("none")
    NONE("none");

    private final String word;

    IommuKind(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
