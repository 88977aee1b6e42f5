package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What was decided for one field, for all disks with the same answer; VM-wide fields have no disks. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PathDecision(
        @JsonPropertyDescription(
                "The profile's own path of the field: io, ioThreads.policy, placement.ioUring, " + "passthrough.")
        @Required
        @Size(max = 64)
        String field,

        @JsonPropertyDescription(
                "NotApplicable; Unknown; AlreadySo, without us; Yield, the user's value stands; Refuse, "
                        + "unsafe or not possible here; Set, written by us.")
        @Required
        Verdict decision,

        @JsonPropertyDescription("The value that holds, in the profile's words; absent where there is none to name.")
        @Size(max = 256)
        String value,

        @JsonPropertyDescription("Why, in one word; docs/conditions.md lists them.")
        @Required
        // A reason of a later version reads as none, so that going back does not blind the operator.
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        DecisionReason reason,

        @JsonPropertyDescription("Why, for a person, and what they can do.") @Size(max = 256)
        String message,

        @JsonPropertyDescription("The facts that the decision rests on, and where they were read; at most 3.")
        @Size(max = 3)
        List<@Size(max = 128) String> evidence,

        @JsonPropertyDescription("The disks that it is for; absent for a field of the VM.") @Size(max = 256)
        List<@Size(max = 253) String> disks) {
    public PathDecision {
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
        disks = disks == null ? List.of() : List.copyOf(disks);
    }
}
