package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What a DataVolume template gets when its VM is born. */
@ValidationRule(
        value = "!has(self.format) || self.format != 'qcow2' || !has(self.volumeMode) || self.volumeMode "
                + "!= 'Block'",
        fieldPath = ".format",
        message = "format: qcow2 is an image in a file, and a Block volume has none: write format: raw, or "
                + "leave volumeMode out")
public record VolumeRule(
        @JsonPropertyDescription("The image's format: raw; qcow2, which KubeVirt has on containerDisk, emptyDisk and "
                + "ephemeral volumes but never on a claim; Keep, what the owner has. From the workload "
                + "when left out.")
        VolumeFormat format,

        @JsonPropertyDescription("The claim's volume mode: Block, where the storage class is known to serve it, or "
                + "Filesystem; auto, Shortpath chooses; Keep, what the owner has. From the workload when "
                + "left out.")
        VolumeModeWish volumeMode,

        @JsonPropertyDescription(
                "Whether the volume's space is written when it is made: Always (this turns discard off) "
                        + "or Never; auto, Shortpath chooses; Keep, what the owner has. Keep when left out.")
        Choice preallocation,

        @JsonPropertyDescription(
                "The storage class of the claim. What the template or the cluster's default says when " + "left out.")
        @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$")
        String storageClassName) {}
