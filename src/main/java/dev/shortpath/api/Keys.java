package dev.shortpath.api;

/** Labels and annotations that we read and write on others' objects (API.md, section 8). */
public final class Keys {
    private Keys() {}

    /** VM, label: the profile's name, or `none`. */
    public static final String PROFILE = "shortpath.dev/profile";

    /** VM, annotation: what was set. */
    public static final String APPLIED = "shortpath.dev/applied";

    /** VM, annotation: consent for one guest-visible change. */
    public static final String CONSENT = "shortpath.dev/allow-guest-change";

    /** StorageProfile or VM, annotation: no writes, no restarts. */
    public static final String PAUSED = "shortpath.dev/paused";

    /** KubeVirt CR, annotation: what the operator added to permittedHostDevices. */
    public static final String PERMITTED = "shortpath.dev/permitted-host-devices";

    /** Our MutatingWebhookConfiguration, annotation: whether the operator may use KubeVirt's hook sidecars, `true` or `false`. */
    public static final String HOOK_SIDECARS = "shortpath.dev/hook-sidecars";

    /** VM's template or VMI, annotation: the aliases of the disks that our Plugin gives io_uring, separated by blanks. */
    public static final String IO_URING_DISKS = "plugin.shortpath.dev/io-uring-disks";

    /** VM's template or VMI, annotation: how many queues our Plugin gives the virtio-scsi controller. */
    public static final String SCSI_QUEUES = "plugin.shortpath.dev/scsi-queues";
}
