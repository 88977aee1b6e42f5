package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where values are stored: in the VM's spec, or in each VMI at its creation. */
public enum Delivery implements Word {
    @JsonProperty("Auto")
    AUTO("Auto"),

    @JsonProperty("VirtualMachine")
    VIRTUAL_MACHINE("VirtualMachine"),

    @JsonProperty("Instance")
    INSTANCE("Instance");

    private final String word;

    Delivery(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
