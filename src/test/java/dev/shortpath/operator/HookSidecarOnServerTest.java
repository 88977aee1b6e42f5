package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.cluster.Shipped;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** io_uring without the Plugin, by an operator that may use KubeVirt's hook sidecar and has deploy/options' right for it alone. */
@Tag("cluster")
class HookSidecarOnServerTest {
    private static final String DISKS = "plugin.shortpath.dev/io-uring-disks";
    private static final String SIDECARS = "hooks.kubevirt.io/hookSidecars";

    private Playground play;
    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        option(true);
        play = new Playground("hooks", Running.QUICK.withHookSidecars());
        bench = play.bench();
        bench.apply("""
                apiVersion: v1
                kind: Node
                metadata:
                  name: ~able
                  labels: {kubevirt.io/schedulable: "true", kubernetes.io/arch: amd64, shortpath.dev/iommu: ready, shortpath.dev/io-uring: allowed}
                """);
        kubevirt("Sidecar");
        bench.apply(Manifests.profile("io_uring"));
        patiently()
                .until(() -> bench.profile("db")
                        .orElseThrow()
                        .at("/status/conditions/0/status")
                        .asText()
                        .equals("True"));
    }

    @AfterEach
    void close() throws IOException {
        bench.client()
                .genericKubernetesResources("kubevirt.io/v1", "KubeVirt")
                .inNamespace(bench.namespace())
                .withName("kubevirt")
                .delete();
        play.close();
        option(false);
    }

    private void option(boolean there) throws IOException {
        for (String document :
                Files.readString(Path.of("deploy/options/hook-sidecars.yaml")).split("\n---\n")) {
            var resource =
                    dev.shortpath.testcluster.TestCluster.shared().client().resource(document);
            if (there) {
                resource.forceConflicts().serverSideApply();
            } else {
                resource.delete();
            }
        }
    }

    private void kubevirt(String gates) {
        bench.kubevirt("developerConfiguration: {featureGates: [" + gates + "]}");
        bench.deployed();
    }

    private ConfigMap script() {
        return bench.client()
                .configMaps()
                .inNamespace(bench.namespace())
                .withName("shortpath-hook")
                .get();
    }

    private void awaitScript() {
        patiently().until(() -> Shipped.hook().equals(script().getData().get("on_define_domain.py")));
    }

    private JsonNode io(String vm) {
        return StreamSupport.stream(
                        bench.path(vm).orElseThrow().at("/status/decisions").spliterator(), false)
                .filter(d -> d.path("field").asText().equals("io"))
                .findFirst()
                .orElseThrow();
    }

    private void awaitIo(String vm, String reason) {
        patiently()
                .untilAsserted(() -> assertThat(io(vm).path("reason").asText()).isEqualTo(reason));
    }

    private JsonNode started(String name) {
        bench.editVm(name, "{\"spec\":{\"runStrategy\":\"Always\"}}");
        return play.running(name).at("/metadata/annotations");
    }

    private void stopped(String name) {
        bench.editVm(name, "{\"spec\":{\"runStrategy\":\"Halted\"}}");
        patiently().until(() -> play.vmi(name).isEmpty());
    }

    private String version(String name) {
        return bench.vm(name).orElseThrow().at("/metadata/generation").asText();
    }

    @Test
    void aVmStoresWhichDisksAndItsVmiAloneGetsTheContainer() {
        bench.apply(Manifests.haltedVm("orders"));
        awaitIo("orders", "HookSidecarReady");
        awaitScript();
        JsonNode template = bench.vm("orders").orElseThrow().at("/spec/template/metadata/annotations");
        assertThat(template.path(DISKS).asText()).isEqualTo("ua-root ua-data");
        assertThat(template.has(SIDECARS)).isFalse();
        String before = version("orders");

        JsonNode vmi = started("orders");

        assertThat(vmi.path(DISKS).asText()).isEqualTo("ua-root ua-data");
        assertThat(vmi.path(SIDECARS).asText()).contains("shortpath-hook", "/usr/bin/onDefineDomain");
        play.path("orders", "Compliant", "AsPlanned");
        assertThat(Integer.parseInt(version("orders")))
                .as("only the start wrote the VM")
                .isEqualTo(Integer.parseInt(before) + 1);
    }

    @Test
    void withTheGateOffAtTheStartTheVmStartsWithoutTheContainer() {
        bench.apply(Manifests.haltedVm("orders"));
        awaitIo("orders", "HookSidecarReady");
        awaitScript();

        kubevirt("HostDevices");
        awaitIo("orders", "IoUringUnavailable");
        assertThat(io("orders").path("evidence").toString()).contains("feature gate Sidecar is off");
        JsonNode vmi = started("orders");

        assertThat(vmi.has(SIDECARS)).isFalse();
        assertThat(vmi.has(DISKS)).isFalse();
        patiently().until(() -> script() == null);
    }

    @Test
    void aKubeVirtWithoutAnImageForSidecarsGetsNone() {
        bench.client()
                .genericKubernetesResources("kubevirt.io/v1", "KubeVirt")
                .inNamespace(bench.namespace())
                .withName("kubevirt")
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\":{\"phase\":\"Deployed\",\"observedKubeVirtVersion\":\"v1.2.2\"}}");
        bench.apply(Manifests.haltedVm("orders"));

        awaitIo("orders", "IoUringUnavailable");
        assertThat(io("orders").path("message").asText()).contains("KubeVirt v1.2.2 has no image");
    }

    @Test
    void aScriptThatSomebodyDeletesOrEditsComesBack() {
        bench.apply(Manifests.haltedVm("orders"));
        awaitScript();

        bench.client().resource(script()).delete();
        awaitScript();

        ConfigMap edited = script();
        edited.setData(Map.of("on_define_domain.py", "#!/bin/sh"));
        bench.client().resource(edited).update();
        awaitScript();
    }

    @Test
    void aConfigMapThatIsNotOursIsNeverTouchedAndIsTheMissingLink() {
        bench.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: shortpath-hook, namespace: NS}
                data: {on_define_domain.py: theirs}
                """);
        patiently().until(() -> script() != null);
        bench.apply(Manifests.haltedVm("orders"));

        awaitIo("orders", "IoUringUnavailable");
        assertThat(io("orders").path("evidence").toString()).contains("is not Shortpath's");
        JsonNode vmi = started("orders");
        assertThat(vmi.has(SIDECARS)).isFalse();
        assertThat(vmi.has(DISKS)).isFalse();
        assertThat(script().getData()).containsEntry("on_define_domain.py", "theirs");
    }

    @Test
    void whenThePluginComesTheNextStartNeedsNoContainerAndTheScriptStaysForWhoRunsWithIt() throws IOException {
        bench.apply(Manifests.haltedVm("orders"));
        awaitIo("orders", "HookSidecarReady");
        awaitScript();
        started("orders");
        String before = version("orders");

        kubevirt("Sidecar, Plugins");
        var plugin = bench.client().resource(Files.readString(Path.of("deploy/plugin/plugin.yaml")));
        plugin.forceConflicts().serverSideApply();
        try {
            awaitIo("orders", "PluginReady");
            assertThat(version("orders")).isEqualTo(before);
            assertThat(script()).isNotNull();
            stopped("orders");
            assertThat(started("orders").has(SIDECARS)).isFalse();
        } finally {
            plugin.delete();
        }
    }

    @Test
    void aVmThatIsBoundNoMoreNeedsNoScript() {
        bench.apply(Manifests.haltedVm("orders"));
        awaitScript();

        bench.editVm("orders", "{\"metadata\":{\"labels\":{\"shortpath.dev/profile\":null}}}");

        patiently().until(() -> script() == null);
    }

    /** The webhook may be missed: a template's annotation is in the VMI all the same, and the container is not. */
    @Test
    void aVmiThatNobodyGaveTheContainerDoesNotCountAsAskingForIoUring() {
        bench.apply(Manifests.haltedVm("orders"));
        awaitIo("orders", "HookSidecarReady");
        awaitScript();
        bench.client()
                .admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName("shortpath")
                .edit(c -> c.toBuilder()
                        .editMatchingWebhook(w -> w.getName().equals("virtualmachineinstances.shortpath.dev"))
                        .withNewObjectSelector()
                        .addToMatchLabels("nobody", "has-it")
                        .endObjectSelector()
                        .endWebhook()
                        .build());

        JsonNode vmi = started("orders");

        assertThat(vmi.path(DISKS).asText()).isEqualTo("ua-root ua-data");
        assertThat(vmi.has(SIDECARS)).isFalse();
        JsonNode path = play.path("orders", "OutOfDate", "RestartRequired");
        assertThat(path.at("/status/message").asText()).contains("does not yet run with io io_uring");
        assertThat(path.at("/status/disks/0/running").toString()).doesNotContain("io_uring");
    }
}
