package dev.shortpath.laws;

import static dev.shortpath.laws.Generated.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Cluster.Deliveries;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Fleet;
import dev.shortpath.facts.Inventory;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Situation;
import dev.shortpath.facts.Vm;
import dev.shortpath.kubevirt.FileWorld;
import dev.shortpath.kubevirt.Situations;
import dev.shortpath.kubevirt.VmPatch;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Plan;
import dev.shortpath.plan.Planner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every plan, whatever people write. */
class LawsTest extends AnyVmAndProfile {
    @Provide
    Arbitrary<List<ObjectNode>> fleets() {
        return Generated.vm().list().ofMinSize(2).ofMaxSize(6);
    }

    @Property(tries = 1000)
    void applyingAPlanAndPlanningAgainChangesNothing(
            @ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile) {
        JsonNode once = applied(vm, plan(vm, profile, Moment.LOOP));
        assertThat(plan(once, profile, Moment.LOOP).write().isEmpty())
                .as("%s", once)
                .isTrue();
    }

    @Property(tries = 1000)
    void whatABirthDecidedTheLoopFindsDone(@ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile) {
        JsonNode born = applied(vm, plan(vm, profile, birth(vm)));
        assertThat(plan(born, profile, Moment.LOOP).write().isEmpty())
                .as("%s", born)
                .isTrue();
    }

    @Property(tries = 1000)
    void undoingAfterApplyingGivesBackTheVeryBytesButForWhatAGuestKnows(
            @ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile) {
        Plan plan = plan(vm, profile, Moment.LOOP);
        Assume.that(plan.write().changes().stream().noneMatch(c -> c.field().guestVisible()));
        JsonNode once = applied(vm, plan);
        JsonNode parted = applied(unlabelled(once), plan(unlabelled(once), profile, Moment.LOOP));
        assertThat(parted.toString()).isEqualTo(unlabelled(vm).toString());
    }

    @Property(tries = 1000)
    void undoingABirthKeepsOnlyWhatAGuestKnowsAndWhatWasMade(
            @ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile) {
        Plan birth = plan(vm, profile, birth(vm));
        JsonNode born = applied(vm, birth);
        JsonNode parted = applied(unlabelled(born), plan(unlabelled(born), profile, Moment.LOOP));
        List<Field> kept = birth.write().changes().stream()
                .map(c -> c.field())
                .filter(f -> f.guestVisible() || f.scope() == Field.Scope.TEMPLATE)
                .toList();
        if (kept.isEmpty()) {
            assertThat(parted.toString()).isEqualTo(unlabelled(vm).toString());
        }
        assertThat(plan(parted, profile, Moment.LOOP).write().isEmpty()).isTrue();
    }

    @Property(tries = 1000)
    void underYieldAUsersValueIsNeverReplaced(@ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile) {
        ((ObjectNode) profile.get("spec")).put("onUserValue", "Yield");
        assertThat(plan(vm, profile, birth(vm)).write().changes())
                .allSatisfy(c -> assertThat(c.from()).as("%s", c).isEmpty());
    }

    @Property(tries = 1000)
    void everySetHasEvidenceAndEveryDecisionAMessage(
            @ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile) {
        assertThat(plan(vm, profile, birth(vm)).decisions()).allSatisfy(d -> {
            assertThat(d.message()).isNotBlank().doesNotContain("\n");
            assertThat(d.is(Verdict.SET) && d.evidence().isEmpty()).isFalse();
        });
    }

    @Property(tries = 1000)
    void aVmThatCanStartStillCanAfterThePlan(@ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile) {
        Plan before = plan(vm, profile, birth(vm));
        assertThat(before.outcome().reason() != PathReason.CANNOT_START).isEqualTo(Startable.is(vm));
        if (Startable.is(vm)) {
            assertThat(Startable.is(applied(vm, before))).isTrue();
        } else {
            assertThat(before.write().isEmpty()).isTrue();
        }
    }

    @Property(tries = 1000)
    void aDriveIsAddedOnlyWhereANodeCanGiveIt(@ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile) {
        assertThat(plan(vm, profile, birth(vm)).write().changes())
                .filteredOn(c -> c.field() == Field.PASSTHROUGH)
                .allSatisfy(c -> assertThat(c.to()).contains("shortpath.dev/nvme"));
    }

    @Property(tries = 1000)
    void theOrderOfDisksDoesNotMatter(@ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile) {
        ObjectNode turned = vm.deepCopy();
        turn((ObjectNode) turned.at("/spec/template/spec"), "volumes");
        turn((ObjectNode) turned.at("/spec/template/spec/domain/devices"), "disks");
        turn((ObjectNode) turned.get("spec"), "dataVolumeTemplates");
        assertThat(said(plan(turned, profile, birth(turned)))).isEqualTo(said(plan(vm, profile, birth(vm))));
    }

    @Property(tries = 1000)
    void anEditOfTheProfileLeadsWhereTheNewProfileLeads(
            @ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode first, @ForAll("profiles") ObjectNode second) {
        Plan plan = plan(vm, first, Moment.LOOP);
        Assume.that(plan.write().changes().stream().noneMatch(c -> c.field().guestVisible()));
        JsonNode before = applied(vm, plan);
        JsonNode edited = applied(before, plan(before, second, Moment.LOOP));
        JsonNode direct = applied(vm, plan(vm, second, Moment.LOOP));
        assertThat(specWithoutCount(edited)).isEqualTo(specWithoutCount(direct));
    }

    @Property(tries = 300)
    void whatWasAskedOfTheNodesForOtherVmsChangesNoPlan(
            @ForAll("fleets") List<ObjectNode> fleet, @ForAll("profiles") ObjectNode profile) {
        List<Situation> situations =
                fleet.stream().map(vm -> situation(vm, profile, Moment.LOOP)).toList();
        Inventory asked = new Inventory(situations.getFirst().fleet().nodes());
        assertThat(asked.nodes()).isNotEmpty();

        for (Situation situation : situations) {
            Inventory fresh = new Inventory(situation.fleet().nodes());
            assertThat(Planner.plan(among(situation, asked))).isEqualTo(Planner.plan(among(situation, fresh)));
        }
    }

    private static Situation among(Situation s, Inventory nodes) {
        return new Situation(
                s.moment(),
                s.vm(),
                s.applied(),
                s.deliveryBefore(),
                s.namespaceLabels(),
                s.profiles(),
                s.profileGone(),
                s.cluster(),
                new Fleet(nodes, s.fleet().silent()));
    }

    // A derived count is fixed when it is first set, so that it may stay from the first profile.
    static JsonNode specWithoutCount(JsonNode vm) {
        ObjectNode spec = vm.get("spec").deepCopy();
        ((ObjectNode) spec.at("/template/spec/domain")).remove("ioThreads");
        return spec;
    }

    private static Set<String> said(Plan plan) {
        return plan.decisions().stream().map(Decision::toString).collect(Collectors.toSet());
    }

    private static void turn(ObjectNode parent, String list) {
        if (parent.get(list) instanceof ArrayNode array) {
            List<JsonNode> items = new ArrayList<>();
            array.forEach(items::add);
            Collections.reverse(items);
            parent.set(list, JSON.createArrayNode().addAll(items));
        }
    }

    static Situation situation(JsonNode vm, JsonNode profile, Moment moment) {
        List<JsonNode> objects = new ArrayList<>(Generated.surroundings());
        objects.add(profile);
        objects.add(vm);
        return Situations.of(FileWorld.of(objects), vm, moment, Deliveries.SHIPPED);
    }

    static Plan plan(JsonNode vm, JsonNode profile, Moment moment) {
        Situation situation = situation(vm, profile, moment);
        Plan plan = Planner.plan(situation);
        assertThat(Planner.plan(situation)).isEqualTo(plan);
        return plan;
    }

    static Moment birth(JsonNode vm) {
        Vm facts = Situations.of(FileWorld.of(List.of(vm)), vm, Moment.LOOP, Deliveries.SHIPPED)
                .vm();
        return new Moment(true, facts.disks().stream().map(d -> d.name()).collect(Collectors.toSet()));
    }

    static JsonNode applied(JsonNode vm, Plan plan) {
        return plan.write().isEmpty() ? vm : VmPatch.applied(vm, plan.write());
    }

    static JsonNode unlabelled(JsonNode vm) {
        ObjectNode copy = vm.deepCopy();
        ((ObjectNode) copy.get("metadata")).remove("labels");
        return copy;
    }
}
