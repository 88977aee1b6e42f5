package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** A function's part in SR-IOV; physicalFunction is the address of a virtual function's parent. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Sriov(
        @JsonPropertyDescription("None, Physical or Virtual.")
        SriovFunction function,

        @JsonPropertyDescription("Virtual functions that it can have.") @Min(0)
        Integer totalVFs,

        @JsonPropertyDescription("Virtual functions that it has.") @Min(0)
        Integer numVFs,

        @JsonPropertyDescription("Of a virtual function: the PCI address of its physical one.") @Size(max = 32)
        String physicalFunction) {}
