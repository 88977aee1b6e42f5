package dev.shortpath.laws;

import static dev.shortpath.laws.LawsTest.applied;
import static dev.shortpath.laws.LawsTest.plan;
import static dev.shortpath.laws.LawsTest.situation;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.facts.Moment;
import dev.shortpath.plan.Lasting;
import dev.shortpath.plan.Plan;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What is said to last is what planning anew comes to. */
class LastingLawsTest extends AnyVmAndProfile {
    private static final Map<String, List<String>> OTHER_WORDS = Map.of(
            "errorPolicy", List.of("stop", "ignore", "report"),
            "cache", List.of("none", "writethrough", "writeback"),
            "io", List.of("native", "threads"),
            "ioThread", List.of("dedicated", "shared"));

    @Provide
    Arbitrary<String> records() {
        return AppliedLawsTest.forged();
    }

    @Property(tries = 3000)
    void afterAnEditOfItsProfileAVmHasTheVeryPlanThatWasWritten(
            @ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode before) {
        JsonNode born = applied(vm, plan(vm, before, LawsTest.birth(vm)));
        ObjectNode after = before.deepCopy();
        after.at("/spec/disks")
                .forEach(rule -> OTHER_WORDS.forEach((field, words) -> {
                    if (rule.has(field)) {
                        int next = words.indexOf(rule.get(field).asText()) + 1;
                        ((ObjectNode) rule).put(field, words.get(next % words.size()));
                    }
                }));
        check(born, after);
    }

    @Property(tries = 3000)
    void soItHasWhateverSomebodyForged(
            @ForAll("vms") ObjectNode vm, @ForAll("profiles") ObjectNode profile, @ForAll("records") String record) {
        check(AppliedLawsTest.remembering(vm, record), profile);
    }

    private static void check(JsonNode vm, JsonNode profile) {
        Plan plan = plan(vm, profile, Moment.LOOP);
        boolean lasting = !plan.write().isEmpty() && Lasting.is(situation(vm, profile, Moment.LOOP), plan);
        Statistics.label("lasting").collect(lasting);
        if (lasting) {
            ObjectNode written = applied(vm, plan).deepCopy();
            written.withObject("/metadata")
                    .put("generation", vm.at("/metadata/generation").asLong() + 1);
            Plan anew = plan(written, profile, Moment.LOOP);
            assertThat(anew)
                    .usingRecursiveComparison()
                    .ignoringFields("write", "instance")
                    .isEqualTo(plan);
        }
    }
}
