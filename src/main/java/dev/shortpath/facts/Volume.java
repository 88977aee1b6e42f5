package dev.shortpath.facts;

import java.util.Optional;

/**
 * What a disk's data is kept on.
 *
 * @param hotpluggable whether it may come and go while the VM runs
 * @param template the VM's own template that makes it
 * @param claim the claim behind it; empty for kinds that have none
 */
public record Volume(
        String name, VolumeType type, boolean hotpluggable, Optional<Template> template, Optional<Claim> claim) {

    public static Volume missing(String name) {
        return new Volume(name, VolumeType.MISSING, false, Optional.empty(), Optional.empty());
    }
}
