package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A restart that is under way: recorded before it is asked for, so that no operator asks twice. */
public record RolloutRestart(
        @JsonPropertyDescription("The VM, as namespace/name.") @Required @Size(max = 512)
        String vm,

        @JsonPropertyDescription("The uid of the VMI that is to go.") @Required @Size(max = 64)
        String instance,

        @JsonPropertyDescription("When it was recorded, in RFC 3339: the VM's time to be back runs from here.")
        @Required
        String since,

        @JsonPropertyDescription(
                "Whether the guest's agent was connected, so that the VM is back only when it is again.")
        Boolean agentConnected) {}
