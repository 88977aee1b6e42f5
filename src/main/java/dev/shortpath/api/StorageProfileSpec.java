package dev.shortpath.api;

import java.util.List;

/** What path a class of virtual disks is to have. */
public record StorageProfileSpec(
        Mode mode,
        Workload workload,
        OnUserValue onUserValue,
        Delivery delivery,
        Selector allowedNamespaces,
        ProfileSelector selector,
        List<DiskRule> disks,
        Choice multiQueue,
        IoThreads ioThreads,
        List<Passthrough> passthrough,
        Placement placement,
        Eviction eviction,
        Rollout rollout,
        OnRemoval onRemoval) {
    public StorageProfileSpec {
        // The schema's defaults, for manifests that never met an API server.
        mode = mode == null ? Mode.APPLY : mode;
        workload = workload == null ? Workload.GENERAL : workload;
        onUserValue = onUserValue == null ? OnUserValue.YIELD : onUserValue;
        delivery = delivery == null ? Delivery.AUTO : delivery;
        disks = disks == null ? List.of() : List.copyOf(disks);
        passthrough = passthrough == null ? List.of() : List.copyOf(passthrough);
        rollout = rollout == null ? new Rollout(null, null, null, null) : rollout;
        onRemoval = onRemoval == null ? OnRemoval.RESTORE : onRemoval;
    }

    /** What a profile without a spec asks for. */
    public static StorageProfileSpec defaults() {
        return new StorageProfileSpec(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }
}
