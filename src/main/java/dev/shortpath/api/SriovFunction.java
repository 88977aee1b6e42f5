package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a PCI function is to SR-IOV. */
public enum SriovFunction implements Word {
    @JsonProperty("None")
    NONE("None"),

    @JsonProperty("Physical")
    PHYSICAL("Physical"),

    @JsonProperty("Virtual")
    VIRTUAL("Virtual");

    private final String word;

    SriovFunction(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
