package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The format of a volume's image. */
public enum VolumeFormat implements Word {
    @JsonProperty("raw")
    RAW("raw"),

    @JsonProperty("qcow2")
    QCOW2("qcow2"),

    @JsonProperty("Keep")
    KEEP("Keep");

    private final String word;

    VolumeFormat(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
