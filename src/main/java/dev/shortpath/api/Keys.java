package dev.shortpath.api;

/**
 * Labels and annotations that we read and write on others' objects (API.md, section 8). What is said of each stands in
 * `docs/reference/labels-and-annotations.md`: the object, what it is, and after a colon what it means.
 */
public final class Keys {
    private Keys() {}

    /** VirtualMachine, label: the name of the profile that binds the VM; `none` opts out of every profile. */
    public static final String PROFILE = "shortpath.dev/profile";

    /**
     * VirtualMachine, annotation: what Shortpath set, and what was there before, as JSON. Taken away together with the values it
     * is put back; taken away alone, the values are the owner's from then on.
     */
    public static final String APPLIED = "shortpath.dev/applied";

    /**
     * VirtualMachine, annotation: `"true"` is the owner's consent for one change that the guest sees (another bus or block
     * size, a host device taken away); the write that makes it takes the consent away.
     */
    public static final String CONSENT = "shortpath.dev/allow-guest-change";

    /** StorageProfile or VirtualMachine, annotation: no writes and no restarts, whatever its value (on a StorageProfile: but for `false`). */
    public static final String PAUSED = "shortpath.dev/paused";

    /**
     * KubeVirt, annotation: which entries of permittedHostDevices the operator added, and which parents it made for them. Taken
     * away, or an entry changed: those entries are the administrator's from then on.
     */
    public static final String PERMITTED = "shortpath.dev/permitted-host-devices";

    /**
     * MutatingWebhookConfiguration `shortpath`, annotation: whether the operator may use KubeVirt's hook sidecars, `true` or
     * `false`, as it says itself; `explain` and `audit` read it.
     */
    public static final String HOOK_SIDECARS = "shortpath.dev/hook-sidecars";

    /** StorageClass, annotation: `deny` keeps io_uring from every disk of the class, whatever a profile says. */
    public static final String IO_URING = "shortpath.dev/io-uring";

    /**
     * VirtualMachine's template or VirtualMachineInstance, annotation: the aliases of the disks that get io_uring at the start,
     * separated by blanks. A disk's alias is its name after `ua-`.
     */
    public static final String IO_URING_DISKS = "plugin.shortpath.dev/io-uring-disks";

    /**
     * VirtualMachine's template or VirtualMachineInstance, annotation: how many queues the virtio-scsi controller gets at the
     * start, `"1"` to `"1022"`.
     */
    public static final String SCSI_QUEUES = "plugin.shortpath.dev/scsi-queues";

    /** VM and Secret of a measurement, annotation: which run of `shortpath bench` made it. */
    public static final String BENCH_RUN = "shortpath.dev/bench-run";

    /** ConfigMap, label: `"true"` says that it holds what `shortpath bench` measured of the VM that owns it. */
    public static final String MEASURED = "shortpath.dev/measured";

    /** VirtualMachine, Secret, DataVolume or Pod, label: a throw-away one of `shortpath bench`, made for the VM of this name. */
    public static final String BENCH = "shortpath.dev/bench";

    /** VirtualMachine, Secret, DataVolume or Pod, label: which of the two sides of a measurement, `profile` or `default`. */
    public static final String BENCH_SIDE = "shortpath.dev/bench-side";
}
