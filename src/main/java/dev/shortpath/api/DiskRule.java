package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** One rule for disks; the first rule whose match takes a disk holds. */
@ValidationRule(
        value = "!has(self.io) || self.io != 'native' || !has(self.cache) || !(self.cache in "
                + "['writethrough', 'writeback'])",
        fieldPath = ".cache",
        message =
                "io: native goes only with cache: none, or QEMU does not start: write cache: none, or " + "io: threads")
@ValidationRule(
        value = "!has(self.io) || self.io != 'io_uring' || !has(self.bus) || !(self.bus in ['sata', " + "'usb'])",
        fieldPath = ".io",
        message = "io: io_uring can be delivered on bus virtio or scsi only: write one of these, or io: " + "auto")
@ValidationRule(
        value = "!has(self.ioThread) || self.ioThread != 'dedicated' || !has(self.bus) || !(self.bus in "
                + "['scsi', 'sata', 'usb'])",
        fieldPath = ".ioThread",
        message = "ioThread: dedicated is for bus virtio only, KubeVirt refuses it on any other: write "
                + "bus: virtio, or leave ioThread out")
@ValidationRule(
        value = "!has(self.blockSize) || self.blockSize != 'b4096' || !has(self.bus) || self.bus != " + "'sata'",
        fieldPath = ".blockSize",
        message = "blockSize: b4096 cannot be had on bus sata, whose blocks have 512 bytes: write bus: "
                + "virtio or scsi, or blockSize: b512")
public record DiskRule(
        @JsonPropertyDescription(
                "The rule's name, for reports: lower case letters, digits and -, at most 63 characters, "
                        + "no two alike.")
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        String name,

        @JsonPropertyDescription("Which disks the rule takes. When left out or {}, every disk that can be taken.")
        DiskMatch match,

        @JsonPropertyDescription("The disk's bus: virtio, scsi, sata or usb; auto, Shortpath chooses; Keep, what the "
                + "owner has. A guest sees it, so it is changed only before the disk's first start. From "
                + "the workload when left out.")
        Bus bus,

        @JsonPropertyDescription(
                "How QEMU submits I/O to the host: io_uring (virtio and scsi disks, through KubeVirt's "
                        + "Plugin or hook sidecars), native (only with cache none) or threads; auto, the shortest that is safe; "
                        + "Keep, what the owner has. From the workload when left out.")
        Io io,

        @JsonPropertyDescription("The host's page cache: none (O_DIRECT), writethrough or writeback; auto, Shortpath "
                + "chooses; Keep, what the owner has. From the workload when left out.")
        Cache cache,

        @JsonPropertyDescription(
                "dedicated gives the disk an I/O thread of its own (virtio only), shared does not; auto, "
                        + "Shortpath chooses; Keep, what the owner has. Void under ioThreads.policy "
                        + "supplementalPool, which serves all disks. From the workload when left out.")
        IoThread ioThread,

        @JsonPropertyDescription(
                "The block size that the guest sees: match takes the volume's own (Block volumes), b512 "
                        + "or b4096 set it in bytes; Keep, what the owner has. A guest sees it, so it is changed "
                        + "only before the disk's first start. Keep when left out.")
        BlockSize blockSize,

        @JsonPropertyDescription("What happens on an I/O error: stop pauses the VM, ignore goes on, report tells the "
                + "guest, enospace pauses only when the host is out of space; Keep, what the owner has. "
                + "From the workload when left out.")
        ErrorPolicy errorPolicy,

        @JsonPropertyDescription("What a DataVolume template gets when its VM is born; never afterwards. From the "
                + "workload when left out.")
        VolumeRule volume) {}
