package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The block size that the guest sees. */
public enum BlockSize implements Word {
    @JsonProperty("match")
    MATCH("match"),

    @JsonProperty("b512")
    B512("b512"),

    @JsonProperty("b4096")
    B4096("b4096"),

    @JsonProperty("Keep")
    KEEP("Keep");

    private final String word;

    BlockSize(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
