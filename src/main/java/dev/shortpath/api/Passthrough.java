package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Whole NVMe controllers or SR-IOV functions that the VM gets as host devices. */
public record Passthrough(
        @JsonPropertyDescription("The name of the host device in the VM, at most 60 characters; with count 2 and name "
                + "nvme0 they are nvme0 and nvme0-2.")
        @Required
        @Size(min = 1, max = 60)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        String name,

        @JsonPropertyDescription(
                "The extended resource that holds the devices, such as shortpath.dev/nvme; the KubeVirt "
                        + "CR must permit it.")
        @Required
        @Size(min = 1, max = 317)
        @Pattern("^[a-z0-9]([-.a-z0-9]*[a-z0-9])?/[A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?$")
        String resourceName,

        @JsonPropertyDescription("How many of them, 1 to 16. 1 when left out.") @Min(1) @Max(16)
        Integer count,

        @JsonPropertyDescription("Physical or Virtual: a claim about the resource, which is checked, not a selection. "
                + "Physical when left out.")
        @Default("Physical")
        Function function) {
    public Passthrough {
        function = function == null ? Function.PHYSICAL : function;
    }
}
