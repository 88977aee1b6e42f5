package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a VM's disks stand to its profile, the worst first. */
public enum Compliance implements Word {
    @JsonProperty("NonCompliant")
    NON_COMPLIANT("NonCompliant"),

    @JsonProperty("Unknown")
    UNKNOWN("Unknown"),

    @JsonProperty("OutOfDate")
    OUT_OF_DATE("OutOfDate"),

    @JsonProperty("NotApplicable")
    NOT_APPLICABLE("NotApplicable"),

    @JsonProperty("Compliant")
    COMPLIANT("Compliant");

    private final String word;

    Compliance(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
