package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.admission.Installation;
import dev.shortpath.facts.Moment;
import dev.shortpath.plan.Planner;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two operators under one lease: both can answer, one writes, and the other goes on when it ends. */
@Tag("cluster")
class ReplicasTest {
    private final SimpleMeterRegistry firsts = new SimpleMeterRegistry();
    private final SimpleMeterRegistry seconds = new SimpleMeterRegistry();

    private static Settings settings(String instance) {
        return new Settings(
                4,
                Running.QUICK.profileGrace(),
                Running.QUICK.tally(),
                Running.QUICK.cacheSync(),
                Optional.of(Installation.NAMESPACE),
                instance,
                false,
                false);
    }

    private static double writes(SimpleMeterRegistry registry) {
        return registry.find("shortpath.writes").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void theFollowerCanAnswerAndWritesOnlyOnceItLeads() {
        try (Bench bench = new Bench("replicas");
                Installation installation = new Installation();
                ShortpathOperator first =
                        new ShortpathOperator(installation.account(), firsts, settings("one"), InstantSource.system());
                ShortpathOperator second = new ShortpathOperator(
                        installation.account(), seconds, settings("two"), InstantSource.system())) {
            first.start();
            patiently().until(first::ready);
            bench.apply(Manifests.profile("threads"));
            bench.apply(Manifests.haltedVm("orders"));
            patiently().until(() -> bench.path("orders").isPresent());
            second.start();
            patiently().until(second::ready);
            assertThat(writes(firsts)).isPositive();

            patiently()
                    .untilAsserted(() -> assertThat(second.gathering()
                                    .plan(bench.vm("orders").orElseThrow(), Moment.LOOP, Planner::plan)
                                    .plan()
                                    .profile())
                            .contains(bench.named("db")));
            bench.apply(Manifests.haltedVm("more"));
            patiently().until(() -> bench.path("more").isPresent());
            assertThat(writes(seconds)).isZero();

            end(first);
            bench.apply(Manifests.haltedVm("later"));
            patiently().until(() -> bench.path("later").isPresent());
            assertThat(writes(seconds)).isPositive();
        }
    }

    private static void end(ShortpathOperator operator) {
        operator.close();
    }
}
