package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a VM's eviction strategy when its path cannot migrate. */
public enum Eviction implements Word {
    @JsonProperty("Keep")
    KEEP("Keep"),

    @JsonProperty("Auto")
    AUTO("Auto");

    private final String word;

    Eviction(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
