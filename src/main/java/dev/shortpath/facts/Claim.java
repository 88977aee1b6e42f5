package dev.shortpath.facts;

import dev.shortpath.api.VolumeMode;
import java.util.List;
import java.util.Optional;

/**
 * The PersistentVolumeClaim behind a volume, as far as it is known.
 *
 * @param presence whether the claim is there
 * @param volumeMode of the claim
 * @param storageClass of the claim
 * @param preallocated whether CDI says that every block was written
 */
public record Claim(
        Presence presence,
        String name,
        Optional<VolumeMode> volumeMode,
        Optional<String> storageClass,
        List<String> accessModes,
        boolean preallocated) {

    public static Claim unknown(String name) {
        return new Claim(Presence.UNKNOWN, name, Optional.empty(), Optional.empty(), List.of(), false);
    }

    public static Claim absent(String name) {
        return new Claim(Presence.ABSENT, name, Optional.empty(), Optional.empty(), List.of(), false);
    }
}
