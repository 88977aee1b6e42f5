package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A profile's VMs, counted by compliance. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VmCounts(
        Integer matched,
        Integer compliant,
        Integer outOfDate,
        Integer nonCompliant,
        Integer notApplicable,
        Integer unknown) {}
