package dev.shortpath.facts;

import java.util.Arrays;
import java.util.Optional;

/** What a profile decides, each by the profile's own path; the same names stand in `shortpath.dev/applied`. */
public enum Field {
    /** A whole disk: why none of its fields is decided. */
    DISK("disks", Scope.DISK, false),
    BUS("bus", Scope.DISK, true),
    IO("io", Scope.DISK, false),
    /** io_uring on a disk, which the VM's `io` cannot say. */
    IO_URING("ioUring", Scope.DISK, false),
    CACHE("cache", Scope.DISK, false),
    IO_THREAD("ioThread", Scope.DISK, false),
    BLOCK_SIZE("blockSize", Scope.DISK, true),
    ERROR_POLICY("errorPolicy", Scope.DISK, false),
    VOLUME_FORMAT("volume.format", Scope.TEMPLATE, false),
    VOLUME_MODE("volume.volumeMode", Scope.TEMPLATE, false),
    PREALLOCATION("volume.preallocation", Scope.TEMPLATE, false),
    STORAGE_CLASS("volume.storageClassName", Scope.TEMPLATE, false),
    MULTI_QUEUE("multiQueue", Scope.VM, false),
    /** Queues of the virtio-scsi controller, which the VM's spec cannot say. */
    SCSI_QUEUES("scsiQueues", Scope.VM, false),
    IO_THREADS_POLICY("ioThreads.policy", Scope.VM, false),
    IO_THREADS_COUNT("ioThreads.count", Scope.VM, false),
    /** A host device: its resource. */
    PASSTHROUGH("passthrough", Scope.DEVICE, true),
    PLACEMENT_IOMMU("placement.iommu", Scope.VM, false),
    PLACEMENT_IOMMU_MODE("placement.iommuMode", Scope.VM, false),
    PLACEMENT_IO_URING("placement.ioUring", Scope.VM, false),
    PLACEMENT_NUMA("placement.numa", Scope.VM, false),
    EVICTION("eviction", Scope.VM, false);

    /** Where a field's value is stored. */
    public enum Scope {
        DISK,
        TEMPLATE,
        /** An element of the VM's hostDevices, which bears a name as a disk does. */
        DEVICE,
        VM
    }

    private final String path;
    private final Scope scope;
    private final boolean guestVisible;

    Field(String path, Scope scope, boolean guestVisible) {
        this.path = path;
        this.scope = scope;
        this.guestVisible = guestVisible;
    }

    public String path() {
        return path;
    }

    public Scope scope() {
        return scope;
    }

    /** Whether a guest sees another machine when the value changes. */
    public boolean guestVisible() {
        return guestVisible;
    }

    /** Whether a VMI alone can take it at its creation: no guest sees it, and no template or pod has to say it. */
    public boolean inInstance() {
        return this != DISK && scope != Scope.TEMPLATE && !guestVisible && !path.startsWith("placement.");
    }

    public static Optional<Field> of(String path) {
        return Arrays.stream(values()).filter(f -> f.path.equals(path)).findFirst();
    }
}
