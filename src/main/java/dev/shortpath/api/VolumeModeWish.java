package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The volumeMode that a DataVolume template is to have. */
public enum VolumeModeWish implements Word {
    @JsonProperty("Block")
    BLOCK("Block"),

    @JsonProperty("Filesystem")
    FILESYSTEM("Filesystem"),

    @JsonProperty("auto")
    AUTO("auto"),

    @JsonProperty("Keep")
    KEEP("Keep");

    private final String word;

    VolumeModeWish(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
