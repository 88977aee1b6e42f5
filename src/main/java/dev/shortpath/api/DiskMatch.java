package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Which disks a rule takes: all given members must hold; an empty match takes every disk that can be taken. */
public record DiskMatch(
        @JsonPropertyDescription(
                "Globs on the disk's name, * for any characters and ? for one; one of them must match. "
                        + "Any name when left out.")
        @ListSet
        @Size(min = 1, max = 16)
        List<@Size(min = 1, max = 63) @Pattern("^[-.a-z0-9*?]+$") String> names,

        @JsonPropertyDescription("The kinds of volume: DataVolume, PersistentVolumeClaim, ContainerDisk, EmptyDisk, "
                + "Ephemeral, HostDisk. Any of these when left out.")
        @ListSet
        @Size(min = 1, max = 6)
        List<VolumeKind> volumes,

        @JsonPropertyDescription("The storage classes of the claim. Any, and volumes without a claim, when left out.")
        @ListSet
        @Size(min = 1, max = 32)
        List<@Size(min = 1, max = 253) @Pattern("^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$") String> storageClassNames,

        @JsonPropertyDescription("The volume modes of the claim: Block, Filesystem. Any, and volumes without a claim, "
                + "when left out.")
        @ListSet
        @Size(min = 1, max = 2)
        List<VolumeMode> volumeModes) {
    public DiskMatch {
        names = names == null ? List.of() : List.copyOf(names);
        volumes = volumes == null ? List.of() : List.copyOf(volumes);
        storageClassNames = storageClassNames == null ? List.of() : List.copyOf(storageClassNames);
        volumeModes = volumeModes == null ? List.of() : List.copyOf(volumeModes);
    }
}
