package dev.shortpath.laws;

import static dev.shortpath.laws.Generated.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.PathReason;
import dev.shortpath.facts.Cluster.Deliveries;
import dev.shortpath.facts.Moment;
import dev.shortpath.kubevirt.FileWorld;
import dev.shortpath.kubevirt.HookSidecar;
import dev.shortpath.kubevirt.Situations;
import dev.shortpath.kubevirt.VmiPatch;
import dev.shortpath.plan.Plan;
import dev.shortpath.plan.Planner;
import io.fabric8.zjsonpatch.JsonPatch;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of every VMI that is given a plan at its creation. */
class InstanceLawsTest extends AnyVmAndProfile {
    @Property(tries = 1000)
    void whatAVmiWasGivenItHas(@ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile) {
        ObjectNode owned = instance(vm, profile);
        Plan start = LawsTest.plan(owned, profile, Moment.START);
        ObjectNode vmi = vmi(owned);

        JsonNode given = JsonPatch.apply(VmiPatch.of(vmi, start.instance(), HookSidecar.Use.NONE), vmi.deepCopy());

        assertThat(VmiPatch.of(given, start.instance(), HookSidecar.Use.NONE)).isEmpty();
        assertThat(start.write().changes()).as("the VM's spec is left alone").isEmpty();
    }

    @Property(tries = 1000)
    void aVmiThatWasGivenThePlanCountsAsCarryingIt(
            @ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile) {
        ObjectNode owned = instance(vm, profile);
        ObjectNode vmi = vmi(owned);
        Plan start = LawsTest.plan(owned, profile, Moment.START);
        Assume.that(start.outcome().reason() != PathReason.CANNOT_START);

        JsonNode given = JsonPatch.apply(VmiPatch.of(vmi, start.instance(), HookSidecar.Use.NONE), vmi.deepCopy());
        Plan running = running(owned, profile, given);

        assertThat(running.outcome().reason())
                .as(() -> running.outcome().message() + "\n" + given)
                .isNotIn(PathReason.NEXT_START, PathReason.NEEDS_STOP, PathReason.RESTART_REQUIRED);
    }

    private static Plan running(JsonNode vm, JsonNode profile, JsonNode vmi) {
        List<JsonNode> objects = new ArrayList<>(Generated.surroundings());
        objects.addAll(List.of(profile, vm, vmi));
        return Planner.plan(Situations.of(FileWorld.of(objects), vm, Moment.LOOP, Deliveries.SHIPPED));
    }

    /** The same VM with a profile that leaves its spec alone. */
    private static ObjectNode instance(ObjectNode vm, ObjectNode profile) {
        profile.withObject("/spec").put("delivery", "Instance");
        ObjectNode copy = vm.deepCopy();
        copy.withObject("/metadata").put("uid", "5f0c1d9e");
        return copy;
    }

    private static ObjectNode vmi(JsonNode vm) {
        ObjectNode vmi =
                JSON.createObjectNode().put("apiVersion", "kubevirt.io/v1").put("kind", "VirtualMachineInstance");
        ObjectNode metadata = vmi.putObject("metadata");
        metadata.set("name", vm.at("/metadata/name"));
        metadata.set("namespace", vm.at("/metadata/namespace"));
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "kubevirt.io/v1")
                .put("kind", "VirtualMachine")
                .put("name", vm.at("/metadata/name").asText())
                .put("uid", "5f0c1d9e")
                .put("controller", true);
        vmi.set("spec", vm.at("/spec/template/spec").deepCopy());
        vmi.putObject("status").put("phase", "Running");
        return vmi;
    }
}
