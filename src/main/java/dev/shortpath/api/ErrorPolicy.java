package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What QEMU does with the VM on an I/O error. */
public enum ErrorPolicy implements Word {
    @JsonProperty("stop")
    STOP("stop"),

    @JsonProperty("ignore")
    IGNORE("ignore"),

    @JsonProperty("report")
    REPORT("report"),

    @JsonProperty("enospace")
    ENOSPACE("enospace"),

    @JsonProperty("Keep")
    KEEP("Keep");

    private final String word;

    ErrorPolicy(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
