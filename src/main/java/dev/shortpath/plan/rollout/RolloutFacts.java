package dev.shortpath.plan.rollout;

import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Pulse;
import dev.shortpath.facts.Restart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a rollout is decided on.
 *
 * @param ready whether the profile is accepted and every VM of it decided, so that its VMs are all known
 * @param members its VMs, and those that are still restarting
 */
public record RolloutFacts(Profile profile, boolean ready, Before before, List<Member> members, Instant now) {
    public RolloutFacts {
        members = List.copyOf(members);
    }

    /** Whether a VM lacks what a restart gives. */
    public enum Turn {
        NONE,
        WAITS,
        /** It does, and is never restarted. */
        NOT_SAFE
    }

    public record Member(Pulse pulse, Turn turn) {
        String vm() {
            return pulse.vm();
        }
    }

    /**
     * What the profile's status says.
     *
     * @param stoppedAt the VM that stopped the rollout
     * @param edited whether the profile was edited since
     */
    public record Before(List<Restart> restarts, Optional<String> stoppedAt, boolean edited) {
        public static final Before NOTHING = new Before(List.of(), Optional.empty(), false);

        public Before {
            restarts = List.copyOf(restarts);
        }
    }
}
