package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kind of PCI function that a resource is said to hold. */
public enum Function implements Word {
    @JsonProperty("Physical")
    PHYSICAL("Physical"),

    @JsonProperty("Virtual")
    VIRTUAL("Virtual");

    private final String word;

    Function(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
