package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A day of the week. */
public enum Day implements Word {
    @JsonProperty("Mon")
    MON("Mon"),

    @JsonProperty("Tue")
    TUE("Tue"),

    @JsonProperty("Wed")
    WED("Wed"),

    @JsonProperty("Thu")
    THU("Thu"),

    @JsonProperty("Fri")
    FRI("Fri"),

    @JsonProperty("Sat")
    SAT("Sat"),

    @JsonProperty("Sun")
    SUN("Sun");

    private final String word;

    Day(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
