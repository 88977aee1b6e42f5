package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The host page cache's part in a disk's I/O. */
public enum Cache implements Word {
    @JsonProperty("none")
    NONE("none"),

    @JsonProperty("writethrough")
    WRITETHROUGH("writethrough"),

    @JsonProperty("writeback")
    WRITEBACK("writeback"),

    @JsonProperty("auto")
    AUTO("auto"),

    @JsonProperty("Keep")
    KEEP("Keep");

    private final String word;

    Cache(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
