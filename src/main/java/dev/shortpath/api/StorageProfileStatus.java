package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What became of a profile. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StorageProfileStatus(
        Long observedGeneration,
        VmCounts virtualMachines,
        NodeCounts nodes,
        List<String> examples,
        RolloutStatus rollout,
        List<Condition> conditions) {
    public StorageProfileStatus {
        examples = examples == null ? List.of() : List.copyOf(examples);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }
}
