package dev.shortpath.facts;

import java.util.Map;
import java.util.Optional;

/**
 * A disk of a VM.
 *
 * @param index its position in the VM's disks; -1 for a volume without an entry there
 * @param written what stands in the VM's own entry, by fields of scope DISK
 * @param defaults what preference and architecture give where the field is empty, whether or not it is: a preference's
 *     I/O thread counts on virtio only, which the planner minds
 * @param running what the VMI's entry has, as KubeVirt expanded it; empty without a VMI that has this disk
 * @param changedBlockTracking whether KubeVirt lays a qcow2 overlay over it
 */
public record Disk(
        String name,
        int index,
        DiskKind kind,
        Volume volume,
        Map<Field, String> written,
        Map<Field, Value> defaults,
        Optional<Map<Field, String>> running,
        boolean shareable,
        boolean readOnly,
        boolean pciAddress,
        boolean changedBlockTracking) {
    public Disk {
        written = Map.copyOf(written);
        defaults = Map.copyOf(defaults);
        running = running.map(Map::copyOf);
    }
}
