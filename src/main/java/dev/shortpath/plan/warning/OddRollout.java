package dev.shortpath.plan.warning;

import dev.shortpath.api.Mode;
import dev.shortpath.api.Rollout;
import dev.shortpath.api.RolloutStrategy;
import dev.shortpath.api.StorageProfileSpec;
import java.util.stream.Stream;

/** Rollouts that do nothing, or more than is meant. */
final class OddRollout {
    private static final int MANY = 100_000;
    private static final int MINUTES = 10;

    private OddRollout() {}

    static Stream<String> of(StorageProfileSpec spec) {
        Rollout rollout = spec.rollout();
        Stream.Builder<String> odd = Stream.builder();
        boolean restart = rollout.strategy() == RolloutStrategy.RESTART;
        if (spec.mode() == Mode.AUDIT && rollout.strategy() != RolloutStrategy.WHEN_STOPPED) {
            odd.add("spec.rollout.strategy: " + rollout.strategy().word()
                    + " has nothing to roll out under mode Audit, which writes to no VM; write mode Apply, or leave rollout"
                    + " out.");
        }
        if (restart && !spec.passthrough().isEmpty()) {
            odd.add(
                    "spec.rollout.strategy: Restart never restarts a VM with passthrough, whose drive may be another one"
                            + " afterwards; write WhenStopped, and restart such VMs yourself.");
        }
        if (restart && rollout.window() == null && rollout.most(MANY) >= MANY) {
            odd.add(
                    "spec.rollout.maxUnavailable: every VM of the profile may be restarting at once, at any time; write a"
                            + " smaller number, or a window.");
        }
        if (!restart) {
            unused(rollout).forEach(odd::add);
        }
        return odd.build();
    }

    private static Stream<String> unused(Rollout rollout) {
        String why = ": it is for strategy Restart, and " + rollout.strategy().word()
                + " restarts nothing; write strategy Restart, or leave it out.";
        return Stream.of(
                        rollout.window() == null ? "" : "spec.rollout.window" + why,
                        rollout.most(MANY) == 1 ? "" : "spec.rollout.maxUnavailable" + why,
                        rollout.timeoutMinutes() == MINUTES ? "" : "spec.rollout.timeoutMinutes" + why)
                .filter(s -> !s.isEmpty());
    }
}
