package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.RolloutStrategy;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.Watched;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Pulse;
import dev.shortpath.facts.Restart;
import dev.shortpath.kubevirt.Pulses;
import dev.shortpath.kubevirt.World;
import dev.shortpath.plan.rollout.RolloutFacts;
import dev.shortpath.plan.rollout.RolloutFacts.Before;
import dev.shortpath.plan.rollout.RolloutFacts.Member;
import dev.shortpath.plan.rollout.RolloutFacts.Turn;
import dev.shortpath.plan.rollout.RolloutPlan;
import dev.shortpath.plan.rollout.Rollouts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers what a profile's rollout is decided on, and has it decided. */
final class RolloutDesk {
    private final World world;
    private final Caches caches;
    private final Planning planning;

    RolloutDesk(World world, Caches caches, Planning planning) {
        this.world = world;
        this.caches = caches;
        this.planning = planning;
    }

    /**
     * What becomes of the rollout; empty where there is none, or where too little is known to change anything.
     *
     * @param ready whether the profile is accepted and all its VMs are decided
     */
    Optional<RolloutPlan> decide(Profile profile, Before before, Tally tally, boolean ready, Instant now) {
        boolean none = profile.spec().rollout().strategy() != RolloutStrategy.RESTART
                && before.restarts().isEmpty();
        if (none || caches.state(Watched.VMI) != Caches.State.READ) {
            return Optional.empty();
        }
        Map<String, Member> members = members(before, tally);
        while (true) {
            RolloutFacts facts = new RolloutFacts(profile, ready, before, List.copyOf(members.values()), now);
            RolloutPlan plan = Rollouts.decide(facts);
            List<Restart> doubtful =
                    plan.begun().stream().filter(r -> !confirmed(r)).toList();
            if (doubtful.isEmpty()) {
                return Optional.of(plan);
            }
            // Their reports are behind; with each round there are fewer.
            doubtful.forEach(r -> members.computeIfPresent(r.vm(), (k, m) -> new Member(m.pulse(), Turn.NONE)));
        }
    }

    private Map<String, Member> members(Before before, Tally tally) {
        Map<Key, Turn> turns = new TreeMap<>();
        before.restarts().forEach(r -> turns.put(Key.parse(r.vm()), Turn.NONE));
        tally.bound().forEach(k -> turns.put(k, Turn.NONE));
        tally.decided().forEach(s -> turns.put(s.vm(), turn(s.reason())));
        Map<String, Member> members = new TreeMap<>();
        turns.forEach((key, turn) -> caches.vms().find(key).ifPresent(vm -> {
            Pulse pulse = Pulses.of(world, vm);
            members.put(pulse.vm(), new Member(pulse, turn));
        }));
        return members;
    }

    private static Turn turn(String reason) {
        if (reason.equals(PathReason.RESTART_NOT_SAFE.word())) {
            return Turn.NOT_SAFE;
        }
        return reason.equals(PathReason.RESTART_REQUIRED.word()) ? Turn.WAITS : Turn.NONE;
    }

    /** A StoragePath may be of a moment ago: before a VM is restarted, it is planned once more. */
    private boolean confirmed(Restart restart) {
        Optional<JsonNode> vm = caches.vms().find(Key.parse(restart.vm()));
        return vm.map(planning::read)
                .filter(r -> r.plan().write().isEmpty())
                .filter(r -> r.plan().outcome().reason() == PathReason.RESTART_REQUIRED)
                .flatMap(r -> r.situation().vm().running())
                .filter(r -> r.uid().equals(restart.instance()))
                .isPresent();
    }
}
