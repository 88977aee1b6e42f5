package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** KubeVirt's policies for a VM's I/O threads. */
public enum IoThreadsPolicy implements Word {
    @JsonProperty("shared")
    SHARED("shared"),

    @JsonProperty("auto")
    AUTO("auto"),

    @JsonProperty("supplementalPool")
    SUPPLEMENTAL_POOL("supplementalPool"),

    @JsonProperty("Keep")
    KEEP("Keep");

    private final String word;

    IoThreadsPolicy(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
