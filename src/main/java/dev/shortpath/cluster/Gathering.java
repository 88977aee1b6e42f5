package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Situation;
import dev.shortpath.kubevirt.Decided;
import dev.shortpath.kubevirt.HookSidecar;
import dev.shortpath.kubevirt.References;
import dev.shortpath.kubevirt.Situations;
import dev.shortpath.kubevirt.World;
import dev.shortpath.plan.Plan;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Gathers a VM's situation from the caches, and what they remember of it; the loop and the door ask the same. */
public final class Gathering {
    private final World world;
    private final Function<Key, Optional<JsonNode>> paths;
    private final Absences absences;
    private final Delivering delivering;
    private final Departed departed = new Departed();

    /**
     * @param paths the StoragePath of a VM
     * @param delivering what can be handed over
     */
    public Gathering(World world, Function<Key, Optional<JsonNode>> paths, Absences absences, Delivering delivering) {
        this.world = world;
        this.paths = paths;
        this.absences = absences;
        this.delivering = delivering;
    }

    /**
     * A VM's plan.
     *
     * @param comeBack when time alone may change it
     */
    public record Gathered(Situation situation, Plan plan, Optional<Duration> comeBack) {}

    /** What this cluster can do. */
    public Cluster cluster() {
        return Situations.cluster(world, delivering.now());
    }

    public Situation situation(JsonNode vm, Moment moment) {
        return Situations.of(world, vm, moment, delivering.now(Key.of(vm).namespace()));
    }

    /** What becomes now of a VMI of a namespace whose annotations ask for something that a hook carries out. */
    public HookSidecar.Use sidecar(String namespace) {
        return delivering.sidecar(namespace);
    }

    /** Plans a VM as it is given, which may be newer than what the caches have. */
    public Gathered plan(JsonNode vm, Moment moment, Function<Situation, Plan> planner) {
        Situation facts = situation(vm, moment);
        String remembered = facts.applied().profile();
        boolean known = facts.profiles().stream().anyMatch(p -> p.name().equals(remembered));
        Optional<Duration> left = remembered.isEmpty() || known ? Optional.empty() : absences.left(remembered);
        // One that is there and cannot be read is no reason to undo anything.
        boolean unreadable = !remembered.isEmpty() && !known && absences.there(remembered);
        return bound(facts.remembering(Optional.empty(), left.isPresent() || unreadable), vm, planner, left);
    }

    /** Plans a situation with what was decided when its profile bound the VM. */
    public Gathered bound(
            Situation facts, JsonNode vm, Function<Situation, Plan> planner, Optional<Duration> comeBack) {
        Optional<JsonNode> path = paths.apply(Key.of(vm));
        Situation remembered = facts.remembering(path.flatMap(p -> Decided.delivery(p, vm)), facts.profileGone());
        Plan plan = planner.apply(remembered);
        Optional<String> before =
                path.map(p -> p.at("/status/profile").asText("")).filter(p -> !p.isEmpty());
        if (remembered.deliveryBefore().isPresent() && !plan.profile().equals(before)) {
            // Bound anew: what was decided for another profile says nothing.
            plan = planner.apply(facts);
        }
        Optional<Duration> sooner =
                Stream.of(comeBack, delivering.left()).flatMap(Optional::stream).min(Comparator.naturalOrder());
        return new Gathered(remembered, plan, sooner);
    }

    /** What tells it of profiles that go. */
    public Caches.Listener listener() {
        return departed;
    }

    /**
     * The plan of a VM that starts or moves now. Where its profile is gone for less than its grace it is planned as if that
     * were there: a replace is no parting, and what starts meanwhile would lack the plan for good.
     */
    public Plan meanwhile(JsonNode vm, Moment moment, Function<Situation, Plan> planner) {
        Plan now = plan(vm, moment, planner).plan();
        if (now.profile().isPresent()) {
            return now;
        }
        Optional<Profile> last = Stream.of(
                        References.profileLabel(vm),
                        References.appliedProfile(vm),
                        paths.apply(Key.of(vm)).map(p -> p.at("/status/profile").asText("")))
                .flatMap(Optional::stream)
                .filter(name -> absences.left(name).isPresent())
                .flatMap(name -> departed.find(name).stream())
                .flatMap(p -> Situations.profile(p).stream())
                .findFirst();
        return last.map(p -> bound(situation(vm, moment).with(p), vm, planner, Optional.empty())
                        .plan())
                .orElse(now);
    }
}
