package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What became of a profile. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StorageProfileStatus(
        @JsonPropertyDescription("The metadata.generation that this status was made for.") @Min(0)
        Long observedGeneration,

        @JsonPropertyDescription("The profile's VMs, counted by compliance.")
        VmCounts virtualMachines,

        @JsonPropertyDescription("The nodes that can take the profile's VMs.")
        NodeCounts nodes,

        @JsonPropertyDescription("At most 10 VMs that do not comply, each as namespace/name: reason.") @Size(max = 10)
        List<@Size(max = 512) String> examples,

        @JsonPropertyDescription("Where the rollout by restarts stands; absent when there is none.")
        RolloutStatus rollout,

        @JsonPropertyDescription("Accepted, Applied, Compliant and Ready; Ready is the one to wait for.")
        @ListMap("type")
        @Size(max = 16)
        List<Condition> conditions) {
    public StorageProfileStatus {
        examples = examples == null ? List.of() : List.copyOf(examples);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
}
