package dev.shortpath.facts;

import dev.shortpath.api.OnRemoval;
import java.util.List;
import java.util.Optional;

/**
 * What we remember of a VM: its annotation `shortpath.dev/applied`.
 *
 * @param problem why it could not be read; empty when it could, or is not there
 * @param vm `namespace/name` of the VM that it was written for; empty while that had no name
 * @param entries in the order of the annotation
 * @param made parents that we created (JSON pointers), to be removed when undoing leaves them empty
 * @param restore KubeVirt's last-restore mark when it was written
 */
public record Applied(
        boolean present,
        Optional<String> problem,
        Optional<String> vm,
        String profile,
        OnRemoval onRemoval,
        List<Entry> entries,
        List<String> made,
        Optional<String> restore) {
    public Applied {
        entries = List.copyOf(entries);
        made = List.copyOf(made);
    }

    /** The most that the annotation may hold, in bytes: an API server takes 256 KiB for all annotations of an object. */
    public static final int MOST_BYTES = 128 * 1024;

    public static final Applied NONE = new Applied(
            false, Optional.empty(), Optional.empty(), "", OnRemoval.RESTORE, List.of(), List.of(), Optional.empty());

    /** A record that is there and holds nothing yet. */
    public static Applied empty(String profile) {
        return new Applied(
                true,
                Optional.empty(),
                Optional.empty(),
                profile,
                OnRemoval.RESTORE,
                List.of(),
                List.of(),
                Optional.empty());
    }

    public static Applied unreadable(String problem) {
        return new Applied(
                true,
                Optional.of(problem),
                Optional.empty(),
                "",
                OnRemoval.RESTORE,
                List.of(),
                List.of(),
                Optional.empty());
    }

    /**
     * One value that we set.
     *
     * @param disk the disk, or for {@link Field#PASSTHROUGH} the host device; empty for VM-wide fields
     * @param was the value that was there; empty where the field was absent
     */
    public record Entry(Optional<String> disk, Field field, String to, Optional<String> was) {
        public boolean isFor(Optional<String> otherDisk, Field otherField) {
            return disk.equals(otherDisk) && field == otherField;
        }
    }

    public Optional<Entry> entry(Optional<String> disk, Field field) {
        return entries.stream().filter(e -> e.isFor(disk, field)).findFirst();
    }
}
