package dev.shortpath.plan;

import dev.shortpath.facts.Field;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A field of a disk, or of the VM; or a host device. */
public record Place(Optional<String> disk, Field field) {
    /** For a person: `disk data, io`, `host device nvme0`, `multiQueue`. */
    public String words() {
        return words(disk.stream().toList(), field);
    }

    /** The same of several disks that share an answer. */
    public static String words(Collection<String> disks, Field field) {
        if (disks.isEmpty()) {
            return field.path();
        }
        boolean device = field.scope() == Field.Scope.DEVICE;
        String names = (device ? "host device" : "disk")
                + (disks.size() == 1 ? " " : "s ")
                + String.join(", ", List.copyOf(disks));
        return device || field == Field.DISK ? names : names + ", " + field.path();
    }
}
