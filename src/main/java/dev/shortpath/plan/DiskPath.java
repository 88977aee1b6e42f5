package dev.shortpath.plan;

import dev.shortpath.facts.Field;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A disk's way from the guest to its data.
 *
 * @param path `data: guest → virtio-blk ×4 → QEMU native → raw block → pvc/orders-data`
 * @param hops arrows in it
 * @param wanted what the plan asks for, by field
 * @param stored what the VM's spec has as KubeVirt expands it, after the plan's write
 * @param running what the VMI has; empty when it was never seen
 */
public record DiskPath(
        String disk,
        String path,
        int hops,
        Map<Field, String> wanted,
        Map<Field, String> stored,
        Map<Field, String> running) {
    public DiskPath {
        wanted = Collections.unmodifiableMap(new TreeMap<>(wanted));
        stored = Collections.unmodifiableMap(new TreeMap<>(stored));
        running = Collections.unmodifiableMap(new TreeMap<>(running));
    }
}
