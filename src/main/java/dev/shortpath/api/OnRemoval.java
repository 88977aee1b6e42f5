package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of applied values when VM and profile part. */
public enum OnRemoval implements Word {
    @JsonProperty("Restore")
    RESTORE("Restore"),

    @JsonProperty("Keep")
    KEEP("Keep");

    private final String word;

    OnRemoval(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
