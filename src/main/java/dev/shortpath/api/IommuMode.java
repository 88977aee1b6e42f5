package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a node's IOMMU treats the host's own devices, from the types of its groups. */
public enum IommuMode implements Word {
    @JsonProperty("passthrough")
    PASSTHROUGH("passthrough"),

    @JsonProperty("translated")
    TRANSLATED("translated"),

    @JsonProperty("mixed")
    MIXED("mixed"),

    @JsonProperty("none")
    NONE("none");

    private final String word;

    IommuMode(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
