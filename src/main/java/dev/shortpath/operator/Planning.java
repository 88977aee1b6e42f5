package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Keys;
import dev.shortpath.cluster.Fate;
import dev.shortpath.cluster.Gathering;
import dev.shortpath.cluster.Gathering.Gathered;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Situation;
import dev.shortpath.plan.Lasting;
import dev.shortpath.plan.Plan;
import dev.shortpath.plan.Planner;
import dev.shortpath.telemetry.Meters;
import java.util.Optional;

/** Plans a VM for the loop; writes nothing. */
final class Planning {
    private final Gathering gathering;
    private final Meters meters;

    Planning(Gathering gathering, Meters meters) {
        this.gathering = gathering;
        this.meters = meters;
    }

    Reading read(JsonNode vm) {
        Gathered gathered = gathering.plan(vm, Moment.LOOP, this::plan);
        return new Reading(gathered.situation(), gathered.plan(), gathered.comeBack());
    }

    /** The VM once its plan is written: that one still holds, or the VM is planned anew. */
    Reading written(Reading reading, Fate.Written fate) {
        return fate.asPlanned() && Lasting.is(reading.situation(), reading.plan()) ? reading : read(fate.vm());
    }

    /** The same VM, when nothing may be written to it; its report then says what stands, not what would. */
    Reading withheld(JsonNode vm) {
        ObjectNode paused = vm.deepCopy();
        paused.withObject("/metadata/annotations").put(Keys.PAUSED, "");
        Situation facts = gathering.situation(paused, Moment.LOOP);
        Gathered gathered = gathering.bound(facts, vm, this::plan, Optional.empty());
        return new Reading(facts, gathered.plan(), Optional.empty());
    }

    private Plan plan(Situation facts) {
        return meters.timed(() -> Planner.plan(facts));
    }
}
