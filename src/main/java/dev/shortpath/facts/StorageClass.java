package dev.shortpath.facts;

import dev.shortpath.api.VolumeMode;
import java.util.List;
import java.util.Optional;

/**
 * A StorageClass, with what CDI's own StorageProfile of that name knows.
 *
 * @param block whether it serves volumeMode Block; UNKNOWN where CDI has no claim property sets for it
 * @param blockAccessModes in which it serves Block; empty where nothing is known of them
 * @param preferred the volumeMode that CDI takes when a template names none
 */
public record StorageClass(
        String name,
        boolean isDefault,
        String provisioner,
        Presence block,
        Optional<VolumeMode> preferred,
        List<String> blockAccessModes,
        boolean ioUringDenied) {
    public StorageClass {
        blockAccessModes = List.copyOf(blockAccessModes);
    }
}
