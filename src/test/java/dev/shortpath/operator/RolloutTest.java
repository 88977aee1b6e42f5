package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a VM that runs comes to its plan; the test itself plays KubeVirt. */
@Tag("cluster")
class RolloutTest {
    private static Running operator;
    private Bench bench;

    @BeforeAll
    static void start() {
        Bench.ourKinds();
        operator = new Running(Running.QUICK);
    }

    @AfterAll
    static void stop() {
        operator.close();
    }

    @BeforeEach
    void open() {
        bench = new Bench("rollout");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void runningVm() {
        bench.apply(Manifests.haltedVm("orders").replace("runStrategy: Halted", "runStrategy: Always"));
        bench.run("orders");
    }

    private void reported(String compliance, String reason) {
        patiently().untilAsserted(() -> {
            JsonNode status = bench.path("orders").orElseThrow().path("status");
            assertThat(status.path("compliance").asText() + "/"
                            + status.path("reason").asText())
                    .isEqualTo(compliance + "/" + reason);
        });
    }

    private List<String> io() {
        return bench.vm("orders")
                .orElseThrow()
                .at("/spec/template/spec/domain/devices/disks")
                .findValuesAsText("io");
    }

    @Test
    void whenStoppedWaitsUntilTheVmIsHalted() {
        runningVm();
        bench.apply(Manifests.profile("threads"));
        reported("OutOfDate", "NeedsStop");
        assertThat(io()).isEmpty();
        assertThat(bench.path("orders").orElseThrow().at("/status/node").asText())
                .isEqualTo("n1");
        patiently()
                .untilAsserted(() -> assertThat(bench.profile("db")
                                .orElseThrow()
                                .at("/status/conditions/1/reason")
                                .asText())
                        .isEqualTo("WaitingForStop"));

        bench.editVm("orders", "{\"spec\":{\"runStrategy\":\"Halted\"}}");
        assertThat(io()).isEmpty();
        bench.halt("orders");

        reported("Compliant", "AsPlanned");
        assertThat(io()).containsExactly("threads", "threads");
    }

    @Test
    void stageStoresAtOnceAndComesTrueWithTheNextInstance() {
        runningVm();
        bench.apply(Manifests.profile("threads").replace("spec:\n", "spec:\n  rollout: {strategy: Stage}\n"));
        reported("OutOfDate", "RestartRequired");
        assertThat(io()).containsExactly("threads", "threads");

        bench.halt("orders");
        patiently()
                .until(() -> bench.find("kubevirt.io/v1", "VirtualMachineInstance", bench.namespace(), "orders")
                        .isEmpty());
        bench.run("orders");

        patiently().untilAsserted(() -> {
            JsonNode status = bench.path("orders").orElseThrow().path("status");
            assertThat(status.path("node").asText()).isEqualTo("n1");
            assertThat(status.at("/disks/0/running/io").asText()).isEqualTo("threads");
            assertThat(status.path("compliance").asText()).isEqualTo("Compliant");
        });

        bench.editVm("orders", "{\"spec\":{\"runStrategy\":\"Halted\"}}");
        bench.halt("orders");
        patiently()
                .untilAsserted(() -> assertThat(bench.path("orders")
                                .orElseThrow()
                                .at("/status/node")
                                .isMissingNode())
                        .isTrue());
        assertThat(bench.path("orders")
                        .orElseThrow()
                        .at("/status/disks/0/running/io")
                        .asText())
                .isEqualTo("threads");
    }

    @Test
    void aRunningVmThatPartsIsGivenBackItsValuesWhenItStops() {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.haltedVm("orders"));
        reported("Compliant", "AsPlanned");
        bench.editVm("orders", "{\"spec\":{\"runStrategy\":\"Always\"}}");
        bench.run("orders");

        bench.editVm("orders", "{\"metadata\":{\"labels\":{\"shortpath.dev/profile\":null}}}");
        reported("NotApplicable", "NoProfile");
        assertThat(io()).containsExactly("threads", "threads");

        bench.editVm("orders", "{\"spec\":{\"runStrategy\":\"Halted\"}}");
        bench.halt("orders");

        patiently().until(() -> bench.path("orders").isEmpty());
        assertThat(io()).isEmpty();
    }
}
