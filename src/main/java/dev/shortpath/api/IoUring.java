package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** Whether a node lets QEMU use io_uring. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IoUring(
        @JsonPropertyDescription("From the kernel and its sysctl: Allowed, Restricted, Disabled or Unsupported.")
        IoUringState state,

        @JsonPropertyDescription("kernel.io_uring_disabled: 0, 1 or 2; absent where the kernel has none.") @Min(0)
        Integer sysctl,

        @JsonPropertyDescription(
                "What the kernel said when the probe asked it for an io_uring: Given, Refused (EPERM) or NotThere "
                        + "(ENOSYS). A launcher pod may have another seccomp profile than the probe's.")
        UringAnswer answer,

        @JsonPropertyDescription("Under what the probe asked: its own container's seccomp filter, or none.")
        @Size(max = 64)
        String answeredUnder) {
    /** What kernel and sysctl say, with nobody asked. */
    public IoUring(IoUringState state, Integer sysctl) {
        this(state, sysctl, null, null);
    }

    public IoUring answered(UringAnswer said, String under) {
        return new IoUring(state, sysctl, said, under);
    }
}
