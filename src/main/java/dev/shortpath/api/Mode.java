package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a profile writes to VMs or only reports. */
public enum Mode implements Word {
    @JsonProperty("Apply")
    APPLY("Apply"),

    @JsonProperty("Audit")
    AUDIT("Audit");

    private final String word;

    Mode(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
