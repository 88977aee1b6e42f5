package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.cluster.Answers;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.StatusWriter;
import dev.shortpath.cluster.Watched;
import dev.shortpath.cluster.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Others write too, and the operator is not always there. */
@Tag("cluster")
class GuardTest {
    private static final String APPLIED = "/metadata/annotations/shortpath.dev~1applied";
    private static final int VMS = 20;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench("guard");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> io(String vm) {
        return bench.vm(vm)
                .orElseThrow()
                .at("/spec/template/spec/domain/devices/disks")
                .findValuesAsText("io");
    }

    private void carries(String vm, String value) {
        patiently().untilAsserted(() -> {
            assertThat(bench.path(vm).orElseThrow().at("/status/compliance").asText())
                    .isEqualTo("Compliant");
            assertThat(io(vm)).containsExactly(value, value);
        });
    }

    @Test
    void aProfileThatIsDeletedWhileNobodyLooksIsUndoneWhenTheOperatorIsBack() {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.haltedVm("orders"));
        try (Running first = new Running(Running.QUICK)) {
            assertThat(first.ready()).isTrue();
            carries("orders", "threads");
        }
        bench.deleteProfile("db");
        patiently().until(() -> bench.profile("db").isEmpty());

        try (Running second = new Running(Running.QUICK)) {
            assertThat(second.ready()).isTrue();
            patiently().untilAsserted(() -> {
                JsonNode vm = bench.vm("orders").orElseThrow();
                assertThat(vm.at(APPLIED).isMissingNode()).isTrue();
                assertThat(io("orders")).isEmpty();
            });
        }
    }

    @Test
    void ownersWhoEditInTheMiddleKeepTheirEdits() {
        List<String> names = IntStream.range(0, VMS).mapToObj(i -> "vm-" + i).toList();
        bench.apply(Manifests.profile("Keep"));
        names.forEach(n -> bench.apply(Manifests.haltedVm(n)));
        try (Running operator = new Running(Running.QUICK)) {
            assertThat(operator.ready()).isTrue();
            bench.apply(Manifests.profile("threads"));
            names.parallelStream().forEach(this::edit);

            names.forEach(n -> {
                carries(n, "threads");
                JsonNode domain = bench.vm(n).orElseThrow().at("/spec/template/spec/domain");
                assertThat(domain.at("/cpu/cores").asInt()).isEqualTo(8);
                assertThat(domain.at("/memory/guest").asText()).isEqualTo("4Gi");
            });
        }
    }

    @Test
    void aLabelThatGoesAndComesBackIsNoFaultOfOurs() {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.haltedVm("orders"));
        List<String> reasons = new ArrayList<>();
        try (Running operator = new Running(Running.QUICK)) {
            assertThat(operator.ready()).isTrue();
            for (int i = 0; i < 40; i++) {
                label("orders", "none");
                label("orders", bench.named("db"));
                bench.path("orders")
                        .ifPresent(p -> reasons.add(p.at("/status/reason").asText()));
            }
            carries("orders", "threads");
        }
        assertThat(reasons).doesNotContain("ReconcileError");
    }

    @Test
    void whatKubeVirtRefusesIsSaidAndTriedAgainAfterAWhile() throws IOException {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.haltedVm("orders"));
        try (Webhook kubevirt = new Webhook(bench.namespace());
                Running operator = new Running(Running.QUICK)) {
            assertThat(operator.ready()).isTrue();
            patiently().untilAsserted(() -> {
                JsonNode status = bench.path("orders").orElseThrow().path("status");
                assertThat(status.path("reason").asText()).isEqualTo("RefusedByKubeVirt");
                assertThat(status.path("message").asText()).contains("io is not to my taste");
                assertThat(status.at("/disks/0/stored/io").isMissingNode()).isTrue();
            });
            patiently()
                    .untilAsserted(() -> assertThat(bench.profile("db")
                                    .orElseThrow()
                                    .at("/status/conditions/1/reason")
                                    .asText())
                            .isEqualTo("PartlyRefused"));
            assertThat(kubevirt.refused()).isBetween(1, 3);

            kubevirt.relent();
            carries("orders", "threads");
        }
    }

    private void label(String vm, String profile) {
        bench.editVm(vm, "{\"metadata\":{\"labels\":{\"shortpath.dev/profile\":\"" + profile + "\"}}}");
    }

    private void edit(String vm) {
        IntStream.rangeClosed(5, 8)
                .forEach(cores -> bench.editVm(
                        vm, "{\"spec\":{\"template\":{\"spec\":{\"domain\":{\"cpu\":{\"cores\":" + cores + "}}}}}}"));
        bench.editVm(vm, "{\"spec\":{\"template\":{\"spec\":{\"domain\":{\"memory\":{\"guest\":\"4Gi\"}}}}}}");
    }

    @Test
    void whoReadAnOlderVersionOfAProfileDoesNotWriteOverItsStatus() throws IOException {
        Caches empty = new Caches(bench.client());
        StatusWriter writer = new StatusWriter(
                Watched.PROFILE, new Wire(bench.client()), new Answers(Watched.PROFILE, empty.profiles()));
        JsonNode before = bench.apply(Manifests.profile("threads"));
        long version = before.at("/metadata/resourceVersion").asLong();
        Map<String, Object> first = Map.of("rollout", Map.of("message", "recorded"));
        Map<String, Object> second = Map.of("rollout", Map.of("message", "written over"));

        assertThat(writer.write(before, first, version)).isEqualTo(StatusWriter.Result.WRITTEN);
        assertThat(writer.write(before, second, version)).isEqualTo(StatusWriter.Result.AGAIN);
        assertThat(bench.profile("db")
                        .orElseThrow()
                        .at("/status/rollout/message")
                        .asText())
                .isEqualTo("recorded");
    }
}
