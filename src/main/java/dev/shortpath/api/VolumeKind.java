package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kinds of volume whose disks can be taken. */
public enum VolumeKind implements Word {
    @JsonProperty("DataVolume")
    DATA_VOLUME("DataVolume"),

    @JsonProperty("PersistentVolumeClaim")
    PERSISTENT_VOLUME_CLAIM("PersistentVolumeClaim"),

    @JsonProperty("ContainerDisk")
    CONTAINER_DISK("ContainerDisk"),

    @JsonProperty("EmptyDisk")
    EMPTY_DISK("EmptyDisk"),

    @JsonProperty("Ephemeral")
    EPHEMERAL("Ephemeral"),

    @JsonProperty("HostDisk")
    HOST_DISK("HostDisk");

    private final String word;

    VolumeKind(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
