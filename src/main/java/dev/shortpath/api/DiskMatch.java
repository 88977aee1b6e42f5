package dev.shortpath.api;

import java.util.List;

/** Which disks a rule takes: all given members must hold; an empty match takes every disk that can be taken. */
public record DiskMatch(
        List<String> names, List<VolumeKind> volumes, List<String> storageClassNames, List<VolumeMode> volumeModes) {
    public DiskMatch {
        names = names == null ? List.of() : List.copyOf(names);
        volumes = volumes == null ? List.of() : List.copyOf(volumes);
        storageClassNames = storageClassNames == null ? List.of() : List.copyOf(storageClassNames);
        volumeModes = volumeModes == null ? List.of() : List.copyOf(volumeModes);
    }
}
