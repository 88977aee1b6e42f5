package dev.shortpath.plan.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shortpath.facts.Health;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Pulse;
import dev.shortpath.facts.Restart;
import dev.shortpath.kubevirt.Profiles;
import dev.shortpath.plan.rollout.RolloutFacts.Before;
import dev.shortpath.plan.rollout.RolloutFacts.Member;
import dev.shortpath.plan.rollout.RolloutFacts.Turn;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A profile's VMs in a test: each line of it is a fact. */
public final class Roll {
    public static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final YAMLMapper YAML = new YAMLMapper();

    private final List<Member> members = new ArrayList<>();
    private final List<Restart> restarts = new ArrayList<>();
    private String annotations = "";
    private String spec = "rollout: {strategy: Restart}";
    private Optional<String> stoppedAt = Optional.empty();
    private boolean edited;
    private boolean ready = true;

    public static Profile profile(String annotations, String spec) {
        try {
            return Profiles.read(YAML.readTree("metadata: {name: db, annotations: {" + annotations + "}}\nspec:\n  "
                    + spec.replace("\n", "\n  ")));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    Roll spec(String yaml) {
        spec = yaml;
        return this;
    }

    Roll annotated(String yaml) {
        annotations = yaml;
        return this;
    }

    Roll undecided() {
        ready = false;
        return this;
    }

    Roll edited() {
        edited = true;
        return this;
    }

    Roll stoppedAt(String vm) {
        stoppedAt = Optional.of(vm);
        return this;
    }

    /** So many VMs that run and wait. */
    Roll waiting(int count) {
        for (int i = 0; i < count; i++) {
            vm("ns/w-%02d".formatted(i), Turn.WAITS, "old", true);
        }
        return this;
    }

    /** A VM; without a uid it has no VMI. */
    Roll vm(String name, Turn turn, String uid, boolean up) {
        return vm(
                new Pulse(name, true, Optional.of(uid).filter(u -> !u.isEmpty()), new Health(up, false, false)), turn);
    }

    Roll vm(Pulse pulse, Turn turn) {
        members.add(new Member(pulse, turn));
        return this;
    }

    /** A restart of the VMI `old` that was recorded so many seconds ago. */
    Roll recorded(String vm, long ago) {
        return recorded(vm, ago, false);
    }

    Roll recorded(String vm, long ago, boolean agent) {
        restarts.add(new Restart(vm, "old", NOW.minusSeconds(ago), agent));
        return this;
    }

    RolloutPlan decide() {
        return Rollouts.decide(new RolloutFacts(
                profile(annotations, spec), ready, new Before(restarts, stoppedAt, edited), members, NOW));
    }
}
