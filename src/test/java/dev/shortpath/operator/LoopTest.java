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

/** What the loop does to halted VMs on a real API server. */
@Tag("cluster")
class LoopTest {
    private static final String APPLIED = "/metadata/annotations/shortpath.dev~1applied";

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
        bench = new Bench("loop");
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

    private void reported(String vm, String compliance, String reason) {
        patiently().untilAsserted(() -> {
            JsonNode status = bench.path(vm).orElseThrow().path("status");
            assertThat(status.path("compliance").asText() + "/"
                            + status.path("reason").asText())
                    .isEqualTo(compliance + "/" + reason);
        });
    }

    private void untouched(String vm) {
        assertThat(io(vm)).isEmpty();
        assertThat(bench.vm(vm).orElseThrow().at(APPLIED).isMissingNode()).isTrue();
    }

    @Test
    void aHaltedVmGetsItsPlanAndAReportThatItsVmOwns() {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.haltedVm("orders"));

        reported("orders", "Compliant", "AsPlanned");
        JsonNode vm = bench.vm("orders").orElseThrow();
        assertThat(io("orders")).containsExactly("threads", "threads");
        assertThat(vm.at(APPLIED).asText()).contains("\"to\":\"threads\"");
        assertThat(vm.at("/metadata/finalizers").isMissingNode()).isTrue();
        assertThat(bench.path("orders").orElseThrow().at("/metadata/ownerReferences/0/uid"))
                .isEqualTo(vm.at("/metadata/uid"));
        patiently().untilAsserted(() -> {
            JsonNode status = bench.profile("db").orElseThrow().path("status");
            assertThat(status.at("/virtualMachines/compliant").asInt()).isEqualTo(1);
            assertThat(status.path("conditions").findValuesAsText("type"))
                    .containsExactly("Accepted", "Applied", "Compliant", "Ready");
            assertThat(status.path("conditions").findValuesAsText("status")).containsOnly("True");
        });
    }

    @Test
    void anEditOfTheProfileReachesTheVm() {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.haltedVm("orders"));
        reported("orders", "Compliant", "AsPlanned");

        bench.apply(Manifests.profile("Keep"));

        patiently().untilAsserted(() -> assertThat(io("orders")).isEmpty());
        patiently()
                .untilAsserted(() -> assertThat(
                                bench.vm("orders").orElseThrow().at(APPLIED).isMissingNode())
                        .isTrue());
    }

    @Test
    void aLabelThatGoesTakesTheValuesAndTheReportWithIt() {
        bench.apply(Manifests.profile("threads"));
        JsonNode before = bench.apply(Manifests.haltedVm("orders"));
        reported("orders", "Compliant", "AsPlanned");

        bench.editVm("orders", "{\"metadata\":{\"labels\":{\"shortpath.dev/profile\":null}}}");

        patiently().until(() -> bench.path("orders").isEmpty());
        assertThat(bench.vm("orders").orElseThrow().path("spec")).isEqualTo(before.path("spec"));
        untouched("orders");
    }

    @Test
    void aVmThatOptsOutIsGivenBackWhatItHad() {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.haltedVm("orders"));
        reported("orders", "Compliant", "AsPlanned");

        bench.editVm("orders", "{\"metadata\":{\"labels\":{\"shortpath.dev/profile\":\"none\"}}}");

        patiently().until(() -> bench.path("orders").isEmpty());
        untouched("orders");
    }

    @Test
    void aProfileThatIsDeletedIsUndoneAfterItsGrace() {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.haltedVm("orders"));
        reported("orders", "Compliant", "AsPlanned");

        bench.deleteProfile("db");

        reported("orders", "NotApplicable", "ProfileNotFound");
        assertThat(io("orders")).containsExactly("threads", "threads");
        patiently().untilAsserted(() -> untouched("orders"));
    }

    @Test
    void aProfileThatIsReplacedIsNoParting() {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.haltedVm("orders"));
        reported("orders", "Compliant", "AsPlanned");
        String generation =
                bench.vm("orders").orElseThrow().at("/metadata/generation").asText();

        bench.deleteProfile("db");
        patiently().until(() -> bench.profile("db").isEmpty());
        bench.apply(Manifests.profile("threads"));

        patiently()
                .untilAsserted(() -> assertThat(bench.profile("db")
                                .orElseThrow()
                                .at("/status/virtualMachines/compliant")
                                .asInt())
                        .isEqualTo(1));
        assertThat(bench.vm("orders").orElseThrow().at("/metadata/generation").asText())
                .isEqualTo(generation);
    }

    @Test
    void aVmThatIsDeletedTakesItsReportWithIt() {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.haltedVm("orders"));
        reported("orders", "Compliant", "AsPlanned");

        bench.deleteVm("orders");

        patiently().until(() -> bench.path("orders").isEmpty());
        patiently()
                .untilAsserted(() -> assertThat(bench.profile("db")
                                .orElseThrow()
                                .at("/status/virtualMachines/matched")
                                .asInt(-1))
                        .isZero());
    }

    @Test
    void aNamespaceWithManagedVmsGoesAwayWhole() {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.haltedVm("orders"));
        reported("orders", "Compliant", "AsPlanned");

        bench.client().namespaces().withName(bench.namespace()).delete();

        patiently()
                .until(() ->
                        bench.client().namespaces().withName(bench.namespace()).get() == null);
    }

    @Test
    void auditReportsAndWritesNothing() {
        bench.apply(Manifests.profile("threads").replace("spec:\n", "spec:\n  mode: Audit\n"));
        bench.apply(Manifests.haltedVm("orders"));

        reported("orders", "OutOfDate", "AuditOnly");
        untouched("orders");
    }

    @Test
    void aPausedVmIsLeftAloneUntilItIsNot() {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.haltedVm("orders")
                .replace("  labels:", "  annotations: {shortpath.dev/paused: \"\"}\n  labels:"));
        reported("orders", "OutOfDate", "NotWritten");
        untouched("orders");

        bench.editVm("orders", "{\"metadata\":{\"annotations\":{\"shortpath.dev/paused\":null}}}");

        reported("orders", "Compliant", "AsPlanned");
        assertThat(io("orders")).containsExactly("threads", "threads");
    }

    @Test
    void whatIsNotOursToReadIsSaidAndNeverAReasonToWrite() {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.haltedVm("orders")
                .replace("  labels:", "  annotations: {shortpath.dev/applied: \"{not json\"}\n  labels:"));

        reported("orders", "OutOfDate", "NotWritten");
        assertThat(bench.path("orders").orElseThrow().at("/status/message").asText())
                .contains("is not JSON");
        assertThat(io("orders")).isEmpty();
    }

    @Test
    void aValueThatSomebodyWipesIsPutBack() {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.haltedVm("orders"));
        reported("orders", "Compliant", "AsPlanned");

        bench.apply(Manifests.haltedVm("orders").replace("{bus: virtio}", "{bus: virtio}\n            serial: mine"));

        patiently().untilAsserted(() -> {
            assertThat(bench.vm("orders").orElseThrow().findValuesAsText("serial"))
                    .containsOnly("mine");
            assertThat(io("orders")).containsExactly("threads", "threads");
        });
    }

    @Test
    void aProfileThatIsNotPossibleHereIsNotAcceptedAndWritesNothing() {
        bench.apply(
                Manifests.profile("threads")
                        .replace(
                                "spec:\n",
                                "spec:\n  rollout: {window: {start: \"02:00\", durationMinutes: 60, timeZone: Europe/Nowhere}}\n"));
        bench.apply(Manifests.haltedVm("orders"));

        patiently().untilAsserted(() -> {
            JsonNode accepted = bench.profile("db").orElseThrow().at("/status/conditions/0");
            assertThat(accepted.path("status").asText()).isEqualTo("False");
            assertThat(accepted.path("reason").asText()).isEqualTo("Invalid");
            assertThat(accepted.path("message").asText()).contains("spec.rollout.window.timeZone");
        });
        reported("orders", "OutOfDate", "NotWritten");
        untouched("orders");
    }

    @Test
    void aProfileWhosePlacementNobodyWritesSaysSoAndIsAcceptedForTheRest() {
        bench.apply(Manifests.profile("threads").replace("spec:\n", "spec:\n  placement: {iommu: Preferred}\n"));
        bench.apply(Manifests.haltedVm("orders"));

        patiently().untilAsserted(() -> {
            JsonNode accepted = bench.profile("db").orElseThrow().at("/status/conditions/0");
            assertThat(accepted.path("status").asText()).isEqualTo("True");
            assertThat(accepted.path("message").asText())
                    .contains("spec.placement asks for is decided, and not written");
        });
    }

    @Test
    void aSelectorTakesVmsWithoutALabel() {
        bench.apply(Manifests.profile("threads")
                .replace(
                        "spec:\n",
                        "spec:\n  selector: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NS}}}\n"));
        bench.apply(Manifests.haltedVm("orders").replace("  labels: {shortpath.dev/profile: ~db}\n", ""));
        reported("orders", "Compliant", "AsPlanned");

        bench.apply(Manifests.profile("threads")
                .replace("spec:\n", "spec:\n  selector: {vmSelector: {matchLabels: {nobody: has}}}\n"));

        patiently().until(() -> bench.path("orders").isEmpty());
        untouched("orders");
    }

    @Test
    void aReportThatSomebodyDeletesComesBack() {
        bench.apply(Manifests.profile("threads"));
        bench.apply(Manifests.haltedVm("orders"));
        reported("orders", "Compliant", "AsPlanned");
        String uid = bench.path("orders").orElseThrow().at("/metadata/uid").asText();

        bench.deletePath("orders");

        patiently()
                .untilAsserted(() -> assertThat(bench.path("orders")
                                .orElseThrow()
                                .at("/metadata/uid")
                                .asText())
                        .isNotEqualTo(uid));
        reported("orders", "Compliant", "AsPlanned");
    }
}
