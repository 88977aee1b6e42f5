package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A probe that falls silent takes no label away, and is told to those whose plan rests on it. */
@Tag("cluster")
class SilenceTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    private Instant now() {
        return Instant.now().plus(ahead.get());
    }

    private long plans() {
        return registry.get("shortpath.plan").timer().count();
    }

    private double silent() {
        return registry.get("shortpath.nodes.silent").gauge().value();
    }

    /** How many plans were made once none more are. */
    private long plansAtRest() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .until(this::plans, before -> {
                    Awaitility.await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
                    return before == plans();
                });
        return plans();
    }

    @Test
    void vmsAreVisitedWhenAProbeFallsSilentAndWhenItIsHeardAgain() {
        try (Bench bench = new Bench("silence");
                Hosts hosts = new Hosts(bench);
                ShortpathOperator operator =
                        new ShortpathOperator(bench.client(), registry, Running.QUICK, (InstantSource) this::now)) {
            operator.start();
            patiently().until(operator::ready);
            bench.apply(Manifests.profile("threads"));
            bench.apply(Manifests.haltedVm("orders"));
            patiently().until(() -> bench.path("orders").isPresent());
            hosts.node("n");
            hosts.report("n", now().toString(), "vfio: {ready: true}");
            hosts.await("n", Map.of("vfio", "ready"));
            long before = plansAtRest();
            assertThat(silent()).isZero();

            ahead.set(Duration.ofMinutes(31));
            patiently().until(() -> silent() == 1 && plans() > before);
            long then = plansAtRest();
            assertThat(hosts.labels("n")).isEqualTo(Map.of("vfio", "ready"));

            hosts.report("n", now().toString(), "vfio: {ready: true}");
            patiently().until(() -> silent() == 0 && plans() > then);
        }
    }
}
