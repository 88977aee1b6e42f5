package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/** Whether a node can give PCI functions to guests. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Vfio(Boolean ready, Boolean unsafeInterrupts) {}
