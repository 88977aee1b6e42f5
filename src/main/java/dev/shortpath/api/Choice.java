package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A wish that is always or never asked for, left to Shortpath, or left to the owner. */
public enum Choice implements Word {
    @JsonProperty("Always")
    ALWAYS("Always"),

    @JsonProperty("Never")
    NEVER("Never"),

    @JsonProperty("auto")
    AUTO("auto"),

    @JsonProperty("Keep")
    KEEP("Keep");

    private final String word;

    Choice(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
