package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The bus of a virtual disk. */
public enum Bus implements Word {
    @JsonProperty("virtio")
    VIRTIO("virtio"),

    @JsonProperty("scsi")
    SCSI("scsi"),

    @JsonProperty("sata")
    SATA("sata"),

    @JsonProperty("usb")
    USB("usb"),

    @JsonProperty("auto")
    AUTO("auto"),

    @JsonProperty("Keep")
    KEEP("Keep");

    private final String word;

    Bus(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
