package dev.shortpath.plan.rollout;

import dev.shortpath.facts.Pulse;
import dev.shortpath.facts.Restart;
import dev.shortpath.plan.rollout.RolloutFacts.Member;
import dev.shortpath.plan.rollout.RolloutFacts.Turn;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A rollout in words. */
final class Sentences {
    private Sentences() {}

    /** The VM that stopped a rollout, and what is known of it. */
    record Stop(String vm, Optional<Restart> restart, Optional<Pulse> pulse) {}

    static String of(
            RolloutFacts facts, List<Restart> restarts, Optional<Stop> stop, List<Member> waiting, String why) {
        long restarting = restarts.stream()
                .filter(r -> stop.filter(s -> s.vm().equals(r.vm())).isEmpty())
                .count();
        List<String> notSafe = facts.members().stream()
                .filter(m -> m.turn() == Turn.NOT_SAFE)
                .map(Member::vm)
                .sorted()
                .toList();
        return Stream.of(
                        stop.map(s -> stopped(s, facts)).orElse(null),
                        restarting == 0 ? null : vms(restarting, "is", "are") + " restarting.",
                        waiting.isEmpty()
                                ? null
                                : vms(waiting.size(), "waits", "wait") + " for a restart: " + why + ".",
                        notSafe.isEmpty()
                                ? null
                                : vms(notSafe.size(), "is", "are")
                                        + " left for a person to restart (RestartNotSafe), first of all "
                                        + notSafe.getFirst() + "; the StoragePath says why.")
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    private static String stopped(Stop stop, RolloutFacts facts) {
        int minutes = facts.profile().spec().rollout().timeoutMinutes();
        return "Stopped at " + stop.vm() + ", which was not back " + minutes + (minutes == 1 ? " minute" : " minutes")
                + " after its restart: " + state(stop) + ". Mend it, and edit the profile to go on.";
    }

    private static String state(Stop stop) {
        if (stop.pulse().isEmpty()) {
            return "it is not there any more";
        }
        Pulse pulse = stop.pulse().get();
        if (pulse.instance().isEmpty()) {
            return "it has no VMI";
        }
        if (stop.restart().filter(r -> r.pending(pulse)).isPresent()) {
            return "its VMI is still the one from before, so KubeVirt did not restart it";
        }
        if (!pulse.health().ready()) {
            return "its new VMI is not Ready";
        }
        return stop.restart().filter(r -> !r.back(pulse)).isPresent()
                ? "its guest's agent does not answer"
                : "it is back by now";
    }

    private static String vms(long count, String one, String many) {
        return count + (count == 1 ? " VM " + one : " VMs " + many);
    }
}
