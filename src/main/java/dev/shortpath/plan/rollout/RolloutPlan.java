package dev.shortpath.plan.rollout;

import dev.shortpath.facts.Restart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a rollout.
 *
 * @param restarts all that are under way, to be recorded before any of them is asked for
 * @param begun those of them that are new
 * @param ask those of them whose old VMI is still there: to be asked for, if that is not known to be done
 * @param back restarts that are over
 * @param stoppedAt the VM that stopped the rollout
 * @param message for a person; empty: there is nothing to say
 * @param comeBack when time alone changes something
 */
public record RolloutPlan(
        List<Restart> restarts,
        List<Restart> begun,
        List<Restart> ask,
        List<Restart> back,
        Optional<String> stoppedAt,
        String message,
        Optional<Instant> comeBack) {
    public RolloutPlan {
        restarts = List.copyOf(restarts);
        begun = List.copyOf(begun);
        ask = List.copyOf(ask);
        back = List.copyOf(back);
    }

    /** Whether the profile's status has a rollout. */
    public boolean isSilent() {
        return restarts.isEmpty() && stoppedAt.isEmpty() && message.isEmpty();
    }
}
