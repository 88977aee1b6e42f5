package dev.shortpath.facts;

import dev.shortpath.api.VolumeKind;
import java.util.Optional;

/** What a disk's data is kept on; MISSING for a disk that no volume has the name of. */
public enum VolumeType {
    DATA_VOLUME(VolumeKind.DATA_VOLUME),
    PERSISTENT_VOLUME_CLAIM(VolumeKind.PERSISTENT_VOLUME_CLAIM),
    CONTAINER_DISK(VolumeKind.CONTAINER_DISK),
    EMPTY_DISK(VolumeKind.EMPTY_DISK),
    EPHEMERAL(VolumeKind.EPHEMERAL),
    HOST_DISK(VolumeKind.HOST_DISK),
    CLOUD_INIT(null),
    SYSPREP(null),
    CONFIG(null),
    OTHER(null),
    MISSING(null);

    private final VolumeKind kind;

    VolumeType(VolumeKind kind) {
        this.kind = kind;
    }

    /** The kind by which a profile can name it; empty for what a profile never takes. */
    public Optional<VolumeKind> kind() {
        return Optional.ofNullable(kind);
    }

    public boolean claimed() {
        return this == DATA_VOLUME || this == PERSISTENT_VOLUME_CLAIM;
    }
}
