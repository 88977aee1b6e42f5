package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a node's kernel and sysctl let QEMU use io_uring. */
public enum IoUringState implements Word {
    @JsonProperty("Allowed")
    ALLOWED("Allowed"),

    @JsonProperty("Restricted")
    RESTRICTED("Restricted"),

    @JsonProperty("Disabled")
    DISABLED("Disabled"),

    @JsonProperty("Unsupported")
    UNSUPPORTED("Unsupported");

    private final String word;

    IoUringState(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
