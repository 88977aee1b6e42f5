package dev.shortpath.plan.rollout;

import dev.shortpath.api.Mode;
import dev.shortpath.api.RolloutStrategy;
import dev.shortpath.facts.Pulse;
import dev.shortpath.facts.Restart;
import dev.shortpath.plan.rollout.RolloutFacts.Member;
import dev.shortpath.plan.rollout.RolloutFacts.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who of a profile's VMs may be restarted now, and what is to be said (API.md, section 5). */
public final class Rollouts {
    /** As many as a profile's status has room for. */
    static final int MOST_AT_ONCE = 128;

    private final RolloutFacts facts;
    private final Duration timeout;
    private final Map<String, Pulse> pulses = new TreeMap<>();

    private Rollouts(RolloutFacts facts) {
        this.facts = facts;
        this.timeout = Duration.ofMinutes(facts.profile().spec().rollout().timeoutMinutes());
        facts.members().forEach(m -> pulses.put(m.vm(), m.pulse()));
    }

    /** Decides. The same facts give the same answer, in whatever order they come. */
    public static RolloutPlan decide(RolloutFacts facts) {
        return new Rollouts(facts).decide();
    }

    private RolloutPlan decide() {
        Opening window = Opening.at(facts.profile().spec().rollout().window(), facts.now());
        List<Restart> under = underWay(window);
        Optional<String> stoppedAt = stoppedAt(under);
        Optional<String> hold = stoppedAt.map(s -> "the rollout is stopped").or(() -> hold(window));
        List<Restart> begun = hold.isPresent() ? List.of() : begun(under);
        List<Restart> all = Stream.concat(under.stream(), begun.stream())
                .sorted(Comparator.comparing(Restart::vm))
                .toList();
        List<Member> waiting = waiting(all);
        return new RolloutPlan(
                all,
                begun,
                all.stream().filter(r -> window.open() && toAsk(r)).toList(),
                back(),
                stoppedAt,
                Sentences.of(facts, all, stoppedAt.map(this::stop), waiting, hold.orElseGet(() -> budget(all))),
                comeBack(all, stoppedAt.isEmpty() && !waiting.isEmpty() ? window.until() : Optional.empty()));
    }

    /**
     * Of what was recorded, what is not over: neither back, nor stopped by its owner, nor given up by an edit, nor left over
     * for the next window.
     */
    private List<Restart> underWay(Opening window) {
        List<Restart> under = new ArrayList<>();
        for (Restart restart : facts.before().restarts()) {
            Pulse pulse = pulses.get(restart.vm());
            if (pulse == null
                    || restart.back(pulse)
                    || !pulse.toRun() && pulse.instance().isEmpty()
                    || !window.open() && late(restart) && restart.pending(pulse)) {
                continue;
            }
            if (!late(restart) || restarts() && !facts.before().edited()) {
                under.add(restart);
            } else if (restarts() && restart.pending(pulse)) {
                // KubeVirt may act on it yet, so it goes on to count: with an edit comes another chance.
                under.add(new Restart(restart.vm(), restart.instance(), facts.now(), restart.agent()));
            }
        }
        return under;
    }

    private boolean toAsk(Restart restart) {
        boolean left = facts.members().stream().anyMatch(m -> m.vm().equals(restart.vm()) && m.turn() == Turn.NOT_SAFE);
        return restarts()
                && !facts.profile().paused()
                && facts.profile().spec().mode() != Mode.AUDIT
                && !left
                && !late(restart)
                && restart.pending(pulses.get(restart.vm()));
    }

    private boolean restarts() {
        return facts.profile().spec().rollout().strategy() == RolloutStrategy.RESTART;
    }

    private List<Restart> back() {
        return facts.before().restarts().stream()
                .filter(r -> pulses.containsKey(r.vm()) && r.back(pulses.get(r.vm())))
                .toList();
    }

    private boolean late(Restart restart) {
        return !facts.now().isBefore(restart.at().plus(timeout));
    }

    private Optional<String> stoppedAt(List<Restart> under) {
        return facts.before()
                .stoppedAt()
                .filter(s -> !facts.before().edited())
                .or(() -> under.stream()
                        .filter(this::late)
                        .min(Comparator.comparing(Restart::at).thenComparing(Restart::vm))
                        .map(Restart::vm));
    }

    private Sentences.Stop stop(String vm) {
        Optional<Restart> restart = facts.before().restarts().stream()
                .filter(r -> r.vm().equals(vm))
                .findFirst();
        return new Sentences.Stop(vm, restart, Optional.ofNullable(pulses.get(vm)));
    }

    /** Why nothing new begins, whatever the budget. */
    private Optional<String> hold(Opening window) {
        var spec = facts.profile().spec();
        if (!restarts()) {
            return Optional.of("the profile does not ask for restarts any more");
        }
        if (spec.mode() == Mode.AUDIT) {
            return Optional.of("the profile only reports (mode: Audit)");
        }
        if (facts.profile().paused()) {
            return Optional.of("the profile is paused; remove the annotation shortpath.dev/paused to go on");
        }
        if (!facts.ready()) {
            return Optional.of("some of the profile's VMs are still to be decided");
        }
        return window.open() ? Optional.empty() : Optional.of("the window is closed");
    }

    private List<Restart> begun(List<Restart> under) {
        long free = Math.min(most() - down(under), MOST_AT_ONCE - under.size());
        return waiting(under).stream()
                .filter(m -> m.pulse().health().ready() && m.pulse().instance().isPresent())
                .limit(Math.max(0, free))
                .map(m -> new Restart(
                        m.vm(),
                        m.pulse().instance().orElseThrow(),
                        facts.now(),
                        m.pulse().health().agentConnected()))
                .toList();
    }

    private int most() {
        return facts.profile().spec().rollout().most(facts.members().size());
    }

    /** A VM that is recorded counts from then on, though it may run for a moment yet. */
    private long down(List<Restart> under) {
        Set<String> restarting = names(under);
        return facts.members().stream()
                .filter(m -> m.pulse().down() || restarting.contains(m.vm()))
                .count();
    }

    private List<Member> waiting(List<Restart> under) {
        Set<String> restarting = names(under);
        return facts.members().stream()
                .filter(m -> m.turn() == Turn.WAITS && !restarting.contains(m.vm()))
                .sorted(Comparator.comparing(Member::vm))
                .toList();
    }

    private String budget(List<Restart> all) {
        long others = down(all) - all.size();
        return "at most " + most() + " of " + facts.members().size() + " may be unavailable at once"
                + (others > 0 ? ", and " + others + (others == 1 ? " is" : " are") + " for other reasons" : "");
    }

    private Optional<Instant> comeBack(List<Restart> all, Optional<Instant> window) {
        return Stream.concat(all.stream().filter(r -> !late(r)).map(r -> r.at().plus(timeout)), window.stream())
                .min(Comparator.naturalOrder());
    }

    private static Set<String> names(List<Restart> restarts) {
        return restarts.stream().map(Restart::vm).collect(Collectors.toCollection(HashSet::new));
    }
}
