package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When a VM that runs gets its plan. */
public enum RolloutStrategy implements Word {
    @JsonProperty("WhenStopped")
    WHEN_STOPPED("WhenStopped"),

    @JsonProperty("Stage")
    STAGE("Stage"),

    @JsonProperty("Restart")
    RESTART("Restart");

    private final String word;

    RolloutStrategy(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
