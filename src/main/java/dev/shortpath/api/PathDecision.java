package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What was decided for one field, for all disks with the same answer; VM-wide fields have no disks. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PathDecision(
        String field,
        Verdict decision,
        String value,
        DecisionReason reason,
        String message,
        List<String> evidence,
        List<String> disks) {
    public PathDecision {
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
        disks = disks == null ? List.of() : List.copyOf(disks);
    }
}
