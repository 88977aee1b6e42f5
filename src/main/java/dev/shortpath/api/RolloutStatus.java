package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Where a profile's rollout by restarts stands. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RolloutStatus(
        @JsonPropertyDescription("VMs that are restarting now, each as namespace/name; at most 128 are named.")
        @Size(max = 128)
        List<@Size(max = 512) String> restarting,

        @JsonPropertyDescription(
                "The same restarts, each with the VMI that goes and the time since which the VM is waited for; "
                        + "with them the VM that stopped the rollout, until it is back.")
        @ListMap("vm")
        @Size(max = 128)
        List<RolloutRestart> restarts,

        @JsonPropertyDescription("The VM that was not back in time and stopped the rollout, as namespace/name.")
        @Size(max = 512)
        String stoppedAt,

        @JsonPropertyDescription("When the rollout came to this state, in RFC 3339.")
        String since,

        @JsonPropertyDescription("What is so, for a person, and what they can do.") @Size(max = 1024)
        String message) {
    public RolloutStatus {
        restarting = restarting == null ? List.of() : List.copyOf(restarting);
        restarts = restarts == null ? List.of() : List.copyOf(restarts);
    }
}
