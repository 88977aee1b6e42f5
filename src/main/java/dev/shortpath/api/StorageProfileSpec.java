package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What path a class of virtual disks is to have. */
@ValidationRule(
        value = "!has(self.passthrough) || size(self.passthrough) == 0 || has(self.allowedNamespaces)",
        fieldPath = ".allowedNamespaces",
        message = "passthrough needs allowedNamespaces, since hardware is not for whoever knows a label: "
                + "write a selector of namespaces, or allowedNamespaces: {} for all of them")
@ValidationRule(
        value = "!has(self.passthrough) || self.passthrough.all(p, !has(p.count) || self.passthrough.all(q, "
                + "!q.name.startsWith(p.name + '-') || !q.name.substring(size(p.name) + 1).matches('^([2-9]|1[0-6])$') "
                + "|| int(q.name.substring(size(p.name) + 1)) > p.count))",
        fieldPath = ".passthrough",
        message =
                "a passthrough with name nvme0 and count 2 makes host devices nvme0 and nvme0-2, so no other may have such a name: "
                        + "write another name")
public record StorageProfileSpec(
        @JsonPropertyDescription("Apply writes what is decided; Audit decides and reports, and writes to no VM. Apply "
                + "when left out.")
        @Default("Apply")
        Mode mode,

        @JsonPropertyDescription(
                "What the VMs do with their disks: General, Database, Messaging, CephOSD, ManyDisks or "
                        + "LatencyCritical. It decides every field that the profile leaves out. General when left "
                        + "out.")
        @Default("General")
        Workload workload,

        @JsonPropertyDescription("What becomes of a value that the VM's owner wrote: Yield fills only what is empty; "
                + "Enforce replaces it, and remembers it. Yield when left out.")
        @Default("Yield")
        OnUserValue onUserValue,

        @JsonPropertyDescription(
                "Where values are stored: VirtualMachine, in the VM's spec; Instance, in each VMI when "
                        + "KubeVirt creates it, the VM left alone; Auto takes Instance where a GitOps tool or a "
                        + "controller owns the VM, else VirtualMachine. Auto when left out.")
        @Default("Auto")
        Delivery delivery,

        @JsonPropertyDescription("The namespaces whose VMs may have this profile, by the namespaces' labels; it bounds "
                + "the label on a VM as well as the selector. All namespaces when left out; {} says all "
                + "aloud, which passthrough asks for.")
        Selector allowedNamespaces,

        @JsonPropertyDescription("VMs that get this profile without asking for it. When left out, VMs opt in with the "
                + "label shortpath.dev/profile alone.")
        ProfileSelector selector,

        @JsonPropertyDescription(
                "Rules for disks, in order: the first whose match takes a disk holds. When left out, the "
                        + "workload is for every disk; else a disk that no rule takes is left alone.")
        @ListMap("name")
        @Size(max = 32)
        List<DiskRule> disks,

        @JsonPropertyDescription(
                "One queue a vCPU for the VM's virtio disks, or where all are on scsi for their controller, up to 8 and "
                        + "delivered as io_uring is: Always; Never (Shortpath does not ask for "
                        + "it; QEMU may still); auto, Shortpath chooses; Keep, what the VM has. From the workload "
                        + "when left out.")
        Choice multiQueue,

        @JsonPropertyDescription("The VM-wide I/O threads. From the workload when left out.")
        IoThreads ioThreads,

        @JsonPropertyDescription("NVMe controllers or SR-IOV functions that each VM gets as host devices. Such a VM "
                + "cannot live-migrate, and its data is not on a claim. None when left out; a workload "
                + "never asks for any.")
        @ListMap("name")
        @Size(max = 16)
        List<Passthrough> passthrough,

        @JsonPropertyDescription(
                "What the node of the VM must or should have. When left out, what the path needs: iommu "
                        + "Required, iommuMode Preferred and numa Required with passthrough, ioUring Required "
                        + "where io_uring is set.")
        Placement placement,

        @JsonPropertyDescription(
                "Keep leaves the VM's evictionStrategy alone; Auto sets LiveMigrateIfPossible where the "
                        + "path cannot migrate, so that a drain shuts the VM down instead of waiting for ever. "
                        + "Keep when left out.")
        @Default("Keep")
        Eviction eviction,

        @JsonPropertyDescription("How VMs that have a VMI come to their plan.") @Default("{}")
        Rollout rollout,

        @JsonPropertyDescription("What becomes of applied values when VM and profile part: Restore puts back what was "
                + "there; Keep leaves them. Restore when left out.")
        @Default("Restore")
        OnRemoval onRemoval) {
    public StorageProfileSpec {
        // The schema's defaults, for manifests that never met an API server.
        mode = mode == null ? Mode.APPLY : mode;
        workload = workload == null ? Workload.GENERAL : workload;
        onUserValue = onUserValue == null ? OnUserValue.YIELD : onUserValue;
        delivery = delivery == null ? Delivery.AUTO : delivery;
        disks = disks == null ? List.of() : List.copyOf(disks);
        passthrough = passthrough == null ? List.of() : List.copyOf(passthrough);
        eviction = eviction == null ? Eviction.KEEP : eviction;
        rollout = rollout == null ? new Rollout(null, null, null, null) : rollout;
        onRemoval = onRemoval == null ? OnRemoval.RESTORE : onRemoval;
    }

    /** What a profile without a spec asks for. */
    public static StorageProfileSpec defaults() {
        return new StorageProfileSpec(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }
}
