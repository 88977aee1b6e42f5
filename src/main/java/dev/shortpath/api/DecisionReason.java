package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a field was decided as it was. */
public enum DecisionReason implements Word {
    @JsonProperty("NotADisk")
    NOT_A_DISK(
            "NotADisk",
            "The volume is shown to the guest as a cdrom or lun, or is cloud-init, sysprep, configuration or a secret: never taken."),

    @JsonProperty("NoDiskEntry")
    NO_DISK_ENTRY("NoDiskEntry", "The volume has no entry in the VM's disks, so there is nothing to write to."),

    @JsonProperty("NoVolume")
    NO_VOLUME("NoVolume", "The disk has no volume of its name, so nothing is known of it."),

    @JsonProperty("NoRule")
    NO_RULE("NoRule", "No rule of the profile takes this disk."),

    @JsonProperty("Hotplugged")
    HOTPLUGGED(
            "Hotplugged",
            "The volume is hotpluggable: only the update that adds its disk may set bus, io, cache and errorPolicy."),

    @JsonProperty("NotNew")
    NOT_NEW(
            "NotNew",
            "A workload decides this only for disks and volumes that are being born; the message says what consent would change."),

    @JsonProperty("NoVirtioDisk")
    NO_VIRTIO_DISK("NoVirtioDisk", "The setting works on virtio disks only and the VM has none."),

    @JsonProperty("NotVirtio")
    NOT_VIRTIO("NotVirtio", "The setting works on virtio disks only and this one is on another bus."),

    @JsonProperty("DedicatedCpus")
    DEDICATED_CPUS(
            "DedicatedCpus",
            "A workload's pool of I/O threads takes extra CPUs, which a VM with dedicated CPUs does not get unasked."),

    @JsonProperty("PoolServesAll")
    POOL_SERVES_ALL(
            "PoolServesAll",
            "The supplemental pool serves all virtio disks, so a thread of a disk's own would be void."),

    @JsonProperty("CanMigrate")
    CAN_MIGRATE("CanMigrate", "The VM's path can be migrated, so its eviction strategy is left alone."),

    @JsonProperty("NotAskedFor")
    NOT_ASKED_FOR(
            "NotAskedFor",
            "The profile does not ask for it, and its workload would gain by it: the message says what."),

    @JsonProperty("VolumeNotYetKnown")
    VOLUME_NOT_YET_KNOWN(
            "VolumeNotYetKnown",
            "A fact that is needed (a claim, its volumeMode, the default class) is not known yet."),

    @JsonProperty("InstancetypeNotKnown")
    INSTANCETYPE_NOT_KNOWN(
            "InstancetypeNotKnown", "The instancetype or preference is not known yet, so the VM cannot be expanded."),

    @JsonProperty("NodesNotKnown")
    NODES_NOT_KNOWN("NodesNotKnown", "Nothing is known of the nodes yet."),

    @JsonProperty("FactsStale")
    FACTS_STALE("FactsStale", "The value was set on facts that are not known any more; it stays."),

    @JsonProperty("OwnersValue")
    OWNERS_VALUE("OwnersValue", "The owner wrote the same value."),

    @JsonProperty("PreferencesValue")
    PREFERENCES_VALUE("PreferencesValue", "The preference gives the same value."),

    @JsonProperty("KubeVirtDecides")
    KUBE_VIRT_DECIDES(
            "KubeVirtDecides",
            "The field is empty and KubeVirt's own choice is as good or the same; nothing is written."),

    @JsonProperty("UserValue")
    USER_VALUE("UserValue", "The owner's value stands."),

    @JsonProperty("PreferenceBus")
    PREFERENCE_BUS("PreferenceBus", "A preference's bus stands, also under Enforce."),

    @JsonProperty("NothingBetter")
    NOTHING_BETTER("NothingBetter", "Enforce replaces only by a value, and the plan leaves this field empty."),

    @JsonProperty("GuestKnowsIt")
    GUEST_KNOWS_IT(
            "GuestKnowsIt", "A guest knows this disk; changing what it sees needs the consent that the message names."),

    @JsonProperty("InstallerMustSeeIt")
    INSTALLER_MUST_SEE_IT(
            "InstallerMustSeeIt",
            "The VM has a cdrom and no preference: its installer must see the blank disk, so the bus stays."),

    @JsonProperty("DirectIoNotProven")
    DIRECT_IO_NOT_PROVEN("DirectIoNotProven", "O_DIRECT is proven only for Block volumes and preallocated files."),

    @JsonProperty("NativeNeedsCacheNone")
    NATIVE_NEEDS_CACHE_NONE("NativeNeedsCacheNone", "QEMU takes io native only with cache none."),

    @JsonProperty("ShareableNeedsCacheNone")
    SHAREABLE_NEEDS_CACHE_NONE("ShareableNeedsCacheNone", "A shareable disk must have cache none."),

    @JsonProperty("IoThreadNeedsVirtio")
    IO_THREAD_NEEDS_VIRTIO(
            "IoThreadNeedsVirtio", "KubeVirt refuses a dedicated I/O thread on a bus other than virtio."),

    @JsonProperty("BlockSizeNeedsBlock")
    BLOCK_SIZE_NEEDS_BLOCK("BlockSizeNeedsBlock", "blockSize match is for Block volumes."),

    @JsonProperty("SataNeeds512")
    SATA_NEEDS512("SataNeeds512", "A sata disk's logical block size must be 512."),

    @JsonProperty("KubeVirtRefuses")
    KUBE_VIRT_REFUSES("KubeVirtRefuses", "KubeVirt's admission would refuse the VM."),

    @JsonProperty("InstancetypeOwnsIt")
    INSTANCETYPE_OWNS_IT(
            "InstancetypeOwnsIt", "The instancetype sets this field, and KubeVirt refuses a VM that sets it too."),

    @JsonProperty("CountAboveVcpus")
    COUNT_ABOVE_VCPUS("CountAboveVcpus", "More I/O threads than vCPUs."),

    @JsonProperty("PolicyIsNotPool")
    POLICY_IS_NOT_POOL("PolicyIsNotPool", "A count of pool threads only costs CPU under another policy."),

    @JsonProperty("Qcow2NotOnClaims")
    QCOW2_NOT_ON_CLAIMS(
            "Qcow2NotOnClaims", "CDI converts every image on a claim to raw, and KubeVirt reads it as raw."),

    @JsonProperty("NotRaw")
    NOT_RAW("NotRaw", "KubeVirt keeps this kind of volume as qcow2."),

    @JsonProperty("ClassHasNoBlock")
    CLASS_HAS_NO_BLOCK("ClassHasNoBlock", "CDI knows the storage class not to serve volumeMode Block."),

    @JsonProperty("ClassNotKnown")
    CLASS_NOT_KNOWN("ClassNotKnown", "No storage class is named, or nothing is known of it."),

    @JsonProperty("StorageClassNotFound")
    STORAGE_CLASS_NOT_FOUND("StorageClassNotFound", "The cluster has no storage class of that name."),

    @JsonProperty("DeviceNotPermitted")
    DEVICE_NOT_PERMITTED("DeviceNotPermitted", "The KubeVirt CR does not permit the resource as a host device."),

    @JsonProperty("HostDevicesOff")
    HOST_DEVICES_OFF(
            "HostDevicesOff", "KubeVirt's feature gate HostDevices is off, and it refuses VMs with host devices."),

    @JsonProperty("NoSuchDrive")
    NO_SUCH_DRIVE("NoSuchDrive", "The selector of the resource in the KubeVirt CR takes no NVMe function of any node."),

    @JsonProperty("MemoryOvercommitted")
    MEMORY_OVERCOMMITTED(
            "MemoryOvercommitted",
            "A passed-through drive pins all of the guest's memory, and the VM asks for less of the host."),

    @JsonProperty("NoEligibleNode")
    NO_ELIGIBLE_NODE("NoEligibleNode", "No node has what the path needs."),

    @JsonProperty("SetItInGit")
    SET_IT_IN_GIT(
            "SetItInGit",
            "Delivery Instance does not deliver this; `explain` and the admission warning have the lines for the manifest."),

    @JsonProperty("NotDelivered")
    NOT_DELIVERED("NotDelivered", "This version of Shortpath decides and explains it, and does not write it yet."),

    @JsonProperty("IoUringUnavailable")
    IO_URING_UNAVAILABLE(
            "IoUringUnavailable",
            "io_uring cannot be delivered; the rule for auto holds, and the evidence has every missing link."),

    @JsonProperty("PluginReady")
    PLUGIN_READY("PluginReady", "KubeVirt's Plugin delivers it."),

    @JsonProperty("HookSidecarReady")
    HOOK_SIDECAR_READY("HookSidecarReady", "KubeVirt's hook sidecar, a container more in the VM's pod, delivers it."),

    @JsonProperty("ProfileAsks")
    PROFILE_ASKS("ProfileAsks", "A rule of the profile spells the value out."),

    @JsonProperty("WorkloadAsks")
    WORKLOAD_ASKS("WorkloadAsks", "The profile's workload asks for the value."),

    @JsonProperty("AutoChooses")
    AUTO_CHOOSES("AutoChooses", "auto, and this is the shortest path that is safe with what is known."),

    @JsonProperty("PutBack")
    PUT_BACK("PutBack", "The value was set before and somebody's write took it away."),

    @JsonProperty("Remembered")
    REMEMBERED("Remembered", "The value was set before and a guest may rely on it."),

    @JsonProperty("KeptForGuest")
    KEPT_FOR_GUEST("KeptForGuest", "The profile no longer asks for it, but a guest knows the value."),

    @JsonProperty("PathCannotMigrate")
    PATH_CANNOT_MIGRATE("PathCannotMigrate", "The path cannot be migrated; a drain shuts the VM down.");

    private final String word;
    private final String meaning;

    DecisionReason(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    @Override
    public String word() {
        return word;
    }

    /** One sentence for the reference, `docs/conditions.md`. */
    public String meaning() {
        return meaning;
    }
}
