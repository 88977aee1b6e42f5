package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a class of VMs does with its disks; stands for a row of defaults. */
public enum Workload implements Word {
    @JsonProperty("General")
    GENERAL("General"),

    @JsonProperty("Database")
    DATABASE("Database"),

    @JsonProperty("Messaging")
    MESSAGING("Messaging"),

    @JsonProperty("CephOSD")
    CEPH_OSD("CephOSD"),

    @JsonProperty("ManyDisks")
    MANY_DISKS("ManyDisks"),

    @JsonProperty("LatencyCritical")
    LATENCY_CRITICAL("LatencyCritical");

    private final String word;

    Workload(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
