package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a disk has an I/O thread of its own. */
public enum IoThread implements Word {
    @JsonProperty("dedicated")
    DEDICATED("dedicated"),

    @JsonProperty("shared")
    SHARED("shared"),

    @JsonProperty("auto")
    AUTO("auto"),

    @JsonProperty("Keep")
    KEEP("Keep");

    private final String word;

    IoThread(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
