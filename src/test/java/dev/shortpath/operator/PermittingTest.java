package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.cluster.Answers;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Fate;
import dev.shortpath.cluster.PermitWriter;
import dev.shortpath.cluster.Watched;
import dev.shortpath.cluster.Wire;
import dev.shortpath.plan.passthrough.Permit;
import dev.shortpath.plan.passthrough.Permits;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** permittedHostDevices on the real API server, by an operator that may write it, and by one that may not. */
@Tag("cluster")
class PermittingTest {
    private static final Settings MANAGING = Running.QUICK.withManagedPermits();
    private static final String LIST = "/spec/configuration/permittedHostDevices/pciHostDevices";
    private static final String THEIRS =
            "permittedHostDevices: {pciHostDevices: [{pciVendorSelector: \"10DE:1DB6\", resourceName: nvidia.com/gpu}]}";

    private Bench bench;
    private String resource;

    @BeforeEach
    void open() {
        bench = new Bench("permits");
        resource = "example.com/" + bench.named("nvme");
        bench.apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: ~worker, labels: {kubernetes.io/arch: amd64, shortpath.dev/iommu: ready}}
                """);
        seen("""
                {"address": "0000:81:00.0", "vendorDevice": "144D:A80A", "driver": "vfio-pci", "sriov": {"function": "None"}, "ready": true}""");
    }

    @AfterEach
    void close() {
        delete("kubevirt.io/v1", "KubeVirt", bench.namespace(), "kubevirt");
        delete("shortpath.dev/v1alpha1", "StorageNode", null, bench.named("worker"));
        delete("v1", "Node", null, bench.named("worker"));
        bench.close();
    }

    private void delete(String apiVersion, String kind, String namespace, String name) {
        var all = bench.client().genericKubernetesResources(apiVersion, kind);
        (namespace == null ? all.withName(name) : all.inNamespace(namespace).withName(name)).delete();
    }

    /** The probe's part. */
    private void seen(String function) {
        bench.apply("""
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageNode
                metadata: {name: ~worker}
                """);
        bench.client()
                .genericKubernetesResources("shortpath.dev/v1alpha1", "StorageNode")
                .withName(bench.named("worker"))
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"status": {"vfio": {"ready": true}, "nvme": [%s]}}""".formatted(function));
    }

    private void kubevirt(String configuration) {
        bench.kubevirt("developerConfiguration: {featureGates: [HostDevices]}, " + configuration);
    }

    private JsonNode kubevirt() {
        return bench.find("kubevirt.io/v1", "KubeVirt", bench.namespace(), "kubevirt")
                .orElseThrow();
    }

    private void profile(String name) {
        bench.apply("""
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: ~%s}
                spec:
                  allowedNamespaces: {}
                  passthrough: [{name: nvme0, resourceName: %s}]
                """.formatted(name, resource));
    }

    private void vm() {
        bench.apply("""
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: db, namespace: NS}
                spec:
                  runStrategy: Halted
                  template:
                    spec:
                      domain: {devices: {hostDevices: [{name: a, deviceName: %s}]}}
                """.formatted(resource));
    }

    private void awaitPermitted() {
        patiently()
                .untilAsserted(() -> assertThat(kubevirt().at(LIST))
                        .anySatisfy(
                                e -> assertThat(e.path("resourceName").asText()).isEqualTo(resource)));
    }

    private JsonNode accepted(String profile) {
        return bench.profile(profile).orElseThrow().at("/status/conditions/0");
    }

    private boolean told(String reason, String about) {
        return bench.client().events().v1().events().inAnyNamespace().list().getItems().stream()
                .anyMatch(e -> e.getReason().equals(reason)
                        && e.getRegarding().getName().equals(about));
    }

    @Test
    void whatProfilesNeedIsAddedBehindSomebodyElsesEntryAndGoesWithTheLastOfThem() {
        kubevirt(THEIRS);
        JsonNode before = kubevirt().path("spec");
        try (Running _ = new Running(MANAGING)) {
            profile("one");
            profile("two");

            awaitPermitted();
            assertThat(kubevirt().at(LIST)).hasSize(2);
            assertThat(kubevirt().at(LIST + "/0"))
                    .isEqualTo(before.at("/configuration/permittedHostDevices/pciHostDevices/0"));
            assertThat(kubevirt().at(LIST + "/1/pciVendorSelector").asText()).isEqualTo("144d:a80a");
            patiently()
                    .until(() -> accepted("one").path("status").asText().equals("True")
                            && accepted("two").path("status").asText().equals("True"));
            patiently()
                    .until(() ->
                            told("DevicePermitted", bench.named("one")) && told("DevicePermitted", bench.named("two")));

            vm();
            bench.deleteProfile("one");
            bench.deleteProfile("two");
            patiently().until(() -> bench.profile("two").isEmpty());
            profile("three");
            patiently().until(() -> accepted("three").path("status").asText().equals("True"));
            assertThat(kubevirt().at(LIST)).hasSize(2);

            bench.deleteProfile("three");
            bench.deleteVm("db");
            patiently().untilAsserted(() -> assertThat(kubevirt().path("spec")).isEqualTo(before));
            assertThat(kubevirt().at("/metadata/annotations").has("shortpath.dev/permitted-host-devices"))
                    .isFalse();
            patiently().until(() -> told("DeviceNotPermittedAnyMore", "kubevirt"));
        }
    }

    @Test
    void withoutTheOptionNothingIsWritten() {
        kubevirt(THEIRS);
        String version = kubevirt().at("/metadata/resourceVersion").asText();
        try (Running _ = new Running(Running.QUICK)) {
            profile("one");

            patiently()
                    .untilAsserted(
                            () -> assertThat(accepted("one").path("message").asText())
                                    .contains("does not permit the resource " + resource)
                                    .doesNotContain("This operator"));
            assertThat(kubevirt().at("/metadata/resourceVersion").asText()).isEqualTo(version);
        }
    }

    @Test
    void aProfileIsToldWhatTheOperatorWaitsFor() {
        kubevirt(THEIRS);
        seen("""
                {"address": "0000:81:00.0", "vendorDevice": "144d:a80a", "driver": "nvme", "ready": false}""");
        try (Running _ = new Running(MANAGING)) {
            profile("one");

            patiently()
                    .untilAsserted(
                            () -> assertThat(accepted("one").path("message").asText())
                                    .contains("This operator permits " + resource
                                            + " by itself once it can; now no node has a physical"
                                            + " function that is bound to vfio-pci"));
            assertThat(kubevirt().at(LIST)).hasSize(1);
        }
    }

    @Test
    void aListThatIsMadeForTheFirstEntryGoesWithIt() {
        kubevirt("evictionStrategy: None");
        JsonNode before = kubevirt().path("spec");
        try (Running _ = new Running(MANAGING)) {
            profile("one");
            awaitPermitted();
            vm();
            bench.deleteVm("db");
            bench.deleteProfile("one");

            patiently().untilAsserted(() -> assertThat(kubevirt().path("spec")).isEqualTo(before));
        }
    }

    @Test
    void aCrThatChangedMeanwhileIsLeftAsItIs() throws IOException {
        kubevirt("evictionStrategy: None");
        Caches caches = new Caches(bench.client());
        PermitWriter writer = new PermitWriter(
                new Wire(bench.client()), new Answers(Watched.KUBEVIRT, caches.shelf(Watched.KUBEVIRT)));
        Permit ours = new Permit("144d:a80a", resource, false);
        Permits adding = new Permits(List.of(ours), List.of(), List.of(ours), Map.of());
        JsonNode stale = kubevirt();
        ((ObjectNode) stale.path("metadata")).remove("managedFields");
        kubevirt(THEIRS);
        JsonNode changed = kubevirt();

        assertThat(writer.write(stale, adding)).isInstanceOf(Fate.Moved.class);
        assertThat(kubevirt().path("spec")).isEqualTo(changed.path("spec"));
        assertThat(writer.write(changed, adding)).isInstanceOf(Fate.Written.class);
        assertThat(kubevirt().at(LIST)).hasSize(2);

        bench.client()
                .genericKubernetesResources("kubevirt.io/v1", "KubeVirt")
                .inNamespace(bench.namespace())
                .withName("kubevirt")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"shortpath.dev/permitted-host-devices\":null}}}");
        Permits removing = new Permits(List.of(), List.of(ours), List.of(), Map.of());
        caches.close();

        assertThat(writer.write(withNote(kubevirt()), removing)).isInstanceOf(Fate.Moved.class);
        assertThat(kubevirt().at(LIST)).hasSize(2);
    }

    /** As it was read while the note still stood there. */
    private static JsonNode withNote(JsonNode kubevirt) {
        ((ObjectNode) kubevirt)
                .withObject("/metadata/annotations")
                .put("shortpath.dev/permitted-host-devices", "{\"v\":1}");
        return kubevirt;
    }
}
