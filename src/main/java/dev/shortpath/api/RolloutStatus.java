package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** Where a profile's rollout by restarts stands. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RolloutStatus(List<String> restarting, String stoppedAt, String since, String message) {
    public RolloutStatus {
        restarting = restarting == null ? List.of() : List.copyOf(restarting);
    }
}
