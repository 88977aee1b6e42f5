package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The volumeMode of a claim. */
public enum VolumeMode implements Word {
    @JsonProperty("Block")
    BLOCK("Block"),

    @JsonProperty("Filesystem")
    FILESYSTEM("Filesystem");

    private final String word;

    VolumeMode(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
