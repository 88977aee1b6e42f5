package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;

/** A profile's VMs, counted by compliance. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VmCounts(
        @JsonPropertyDescription("VMs that the profile binds.") @Min(0)
        Integer matched,

        @JsonPropertyDescription("VMs that run, or are to start, with the plan.") @Min(0)
        Integer compliant,

        @JsonPropertyDescription("VMs that get the plan later.") @Min(0)
        Integer outOfDate,

        @JsonPropertyDescription("VMs that cannot have, or have lost, what the profile asks for.") @Min(0)
        Integer nonCompliant,

        @JsonPropertyDescription("VMs none of whose disks can be taken.") @Min(0)
        Integer notApplicable,

        @JsonPropertyDescription("VMs of which something needed is not known.") @Min(0)
        Integer unknown) {}
