package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The operators of a label selector. */
public enum SelectorOperator implements Word {
    @JsonProperty("In")
    IN("In"),

    @JsonProperty("NotIn")
    NOT_IN("NotIn"),

    @JsonProperty("Exists")
    EXISTS("Exists"),

    @JsonProperty("DoesNotExist")
    DOES_NOT_EXIST("DoesNotExist");

    private final String word;

    SelectorOperator(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
