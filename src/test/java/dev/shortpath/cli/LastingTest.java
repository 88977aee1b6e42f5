package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Situation;
import dev.shortpath.kubevirt.FileWorld;
import dev.shortpath.kubevirt.Kinds;
import dev.shortpath.kubevirt.Situations;
import dev.shortpath.kubevirt.VmPatch;
import dev.shortpath.plan.Lasting;
import dev.shortpath.plan.Plan;
import dev.shortpath.plan.Planner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every VM of the corpus after an edit of its profile: what is said to last is what planning anew comes to. */
class LastingTest {
    @Test
    void theVeryPlanOfAVmThatIsSaidToLastIsMadeOfWhatItWrote() throws IOException, BadInput {
        int lasting = 0;
        for (Path folder : CasesTest.folders()) {
            FileWorld before = asking(folder, "report");
            FileWorld edited = asking(folder, "ignore");
            for (Planned planned : CaseFolder.plans(folder)) {
                JsonNode born = planned.vm().object();
                JsonNode vm = written(born, Planner.plan(facts(before, born, planned.situation())));
                Situation facts = facts(edited, vm, planned.situation());
                Plan plan = Planner.plan(facts);
                if (!plan.write().isEmpty() && Lasting.is(facts, plan)) {
                    lasting++;
                    assertThat(Planner.plan(facts(edited, written(vm, plan), planned.situation())))
                            .as(folder.toString())
                            .usingRecursiveComparison()
                            .ignoringFields("write", "instance")
                            .isEqualTo(plan);
                }
            }
        }
        assertThat(lasting).isGreaterThan(100);
    }

    private static Situation facts(FileWorld world, JsonNode vm, Situation like) {
        return Situations.of(world, vm, Moment.LOOP, like.cluster().deliveries())
                .remembering(like.deliveryBefore(), like.profileGone());
    }

    private static JsonNode written(JsonNode vm, Plan plan) {
        if (plan.write().isEmpty()) {
            return vm;
        }
        JsonNode after = VmPatch.applied(vm, plan.write());
        ((ObjectNode) after.get("metadata"))
                .put("generation", vm.at("/metadata/generation").asLong() + 1);
        return after;
    }

    /** Every rule of every profile asks for this errorPolicy. */
    private static FileWorld asking(Path folder, String errorPolicy) throws IOException, BadInput {
        List<JsonNode> objects = CaseFolder.input(folder).json();
        objects.forEach(o -> edit(o, errorPolicy));
        return FileWorld.of(objects);
    }

    private static void edit(JsonNode object, String errorPolicy) {
        if (Kinds.of(object.path("kind").asText(), object.path("apiVersion").asText())
                .equals(Kinds.PROFILE)) {
            var rules = ((ObjectNode) object).withObject("/spec").withArray("/disks");
            if (rules.isEmpty()) {
                rules.addObject().put("name", "all").putObject("match");
            }
            rules.forEach(rule -> ((ObjectNode) rule).put("errorPolicy", errorPolicy));
        }
    }
}
