package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/** Whether a node lets QEMU use io_uring. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IoUring(IoUringState state, Integer sysctl) {}
