package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a value that the VM's owner wrote. */
public enum OnUserValue implements Word {
    @JsonProperty("Yield")
    YIELD("Yield"),

    @JsonProperty("Enforce")
    ENFORCE("Enforce");

    private final String word;

    OnUserValue(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
