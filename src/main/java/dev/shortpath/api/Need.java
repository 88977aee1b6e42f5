package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much a node's property matters for placement. */
public enum Need implements Word {
    @JsonProperty("Required")
    REQUIRED("Required"),

    @JsonProperty("Preferred")
    PREFERRED("Preferred"),

    @JsonProperty("Ignore")
    IGNORE("Ignore");

    private final String word;

    Need(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
