package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What was decided for a field; the first of these that holds, in this order. */
public enum Verdict implements Word {
    @JsonProperty("NotApplicable")
    NOT_APPLICABLE("NotApplicable"),

    @JsonProperty("Unknown")
    UNKNOWN("Unknown"),

    @JsonProperty("AlreadySo")
    ALREADY_SO("AlreadySo"),

    @JsonProperty("Yield")
    YIELD("Yield"),

    @JsonProperty("Refuse")
    REFUSE("Refuse"),

    @JsonProperty("Set")
    SET("Set");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
