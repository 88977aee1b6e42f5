package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;

/** Whether a node lets QEMU use io_uring. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IoUring(
        @JsonPropertyDescription("From the kernel and its sysctl: Allowed, Restricted, Disabled or Unsupported.")
        IoUringState state,

        @JsonPropertyDescription("kernel.io_uring_disabled: 0, 1 or 2; absent where the kernel has none.") @Min(0)
        Integer sysctl) {}
