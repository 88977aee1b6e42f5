package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Delivery;
import dev.shortpath.api.Keys;
import dev.shortpath.cluster.Fate;
import dev.shortpath.cluster.Key;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Situation;
import dev.shortpath.kubevirt.Situations;
import dev.shortpath.kubevirt.World;
import dev.shortpath.plan.Plan;
import dev.shortpath.plan.Planner;
import dev.shortpath.telemetry.Meters;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Reads a VM's situation and plans it; writes nothing. */
final class Planning {

    private final World world;
    private final Function<Key, Optional<JsonNode>> paths;
    private final Absences absences;
    private final Meters meters;

    Planning(World world, Function<Key, Optional<JsonNode>> paths, Absences absences, Meters meters) {
        this.world = world;
        this.paths = paths;
        this.absences = absences;
        this.meters = meters;
    }

    Reading read(JsonNode vm) {
        Situation facts = Situations.of(world, vm, Moment.LOOP, Cluster.Deliveries.SHIPPED);
        String remembered = facts.applied().profile();
        boolean known = facts.profiles().stream().anyMatch(p -> p.name().equals(remembered));
        Optional<Duration> left = remembered.isEmpty() || known ? Optional.empty() : absences.left(remembered);
        // One that is there and cannot be read is no reason to undo anything.
        boolean unreadable = !remembered.isEmpty() && !known && absences.there(remembered);
        Situation timed = facts.remembering(Optional.empty(), left.isPresent() || unreadable);
        Reading reading = plan(timed, paths.apply(Key.of(vm)), left);
        return reading.plan()
                .binding()
                .holding()
                .flatMap(p -> Acceptance.of(p, facts.cluster())
                        .map(problem -> withheld(
                                vm,
                                "Profile " + p.name() + " is not accepted here, so nothing is written. "
                                        + problem.message())))
                .orElse(reading);
    }

    /** The same VM, when nothing may be written to it; its report then says what stands, not what would. */
    Reading withheld(JsonNode vm, String why) {
        ObjectNode paused = vm.deepCopy();
        paused.withObject("/metadata/annotations").put(Keys.PAUSED, "");
        Situation facts = Situations.of(world, paused, Moment.LOOP, Cluster.Deliveries.SHIPPED);
        Reading reading = plan(facts, paths.apply(Key.of(vm)), Optional.empty());
        return new Reading(facts, reading.plan(), Optional.of(new Fate.Withheld(why)), Optional.empty());
    }

    private Reading plan(Situation facts, Optional<JsonNode> path, Optional<Duration> left) {
        Situation remembered = facts.remembering(path.flatMap(Planning::delivery), facts.profileGone());
        Plan plan = meters.timed(() -> Planner.plan(remembered));
        Optional<String> before =
                path.map(p -> p.at("/status/profile").asText("")).filter(p -> !p.isEmpty());
        if (remembered.deliveryBefore().isPresent() && !plan.profile().equals(before)) {
            // Bound anew: what was decided for another profile says nothing.
            plan = meters.timed(() -> Planner.plan(facts));
        }
        return new Reading(remembered, plan, Optional.empty(), left);
    }

    private static Optional<Delivery> delivery(JsonNode path) {
        String word = path.at("/status/delivery").asText("");
        return Arrays.stream(Delivery.values())
                .filter(d -> d.word().equals(word))
                .findFirst();
    }
}
