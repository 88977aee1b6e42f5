package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether any node can take a VM with its path; a stale node counts as eligible. */
public enum EligibleNodes implements Word {
    @JsonProperty("Some")
    SOME("Some"),

    @JsonProperty("None")
    NONE("None"),

    @JsonProperty("Unknown")
    UNKNOWN("Unknown");

    private final String word;

    EligibleNodes(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
