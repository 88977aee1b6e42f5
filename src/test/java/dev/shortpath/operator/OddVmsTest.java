package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** VMs with missing or odd parts, and profiles that quarrel: each gets its word, and none holds up another. */
@Tag("cluster")
class OddVmsTest {
    private Bench bench;
    private Running operator;

    @BeforeEach
    void open() {
        bench = new Bench("odd");
        operator = new Running(Running.QUICK);
    }

    @AfterEach
    void close() {
        operator.close();
        bench.close();
    }

    private void spoken(String vm) {
        patiently().untilAsserted(() -> {
            JsonNode status = bench.path(vm).orElseThrow().path("status");
            assertThat(status.path("compliance").asText()).isNotEmpty();
            assertThat(status.path("message").asText()).isNotEmpty();
        });
    }

    private static String disks(int count) {
        String disks = IntStream.range(0, count)
                .mapToObj(i -> "          - {name: d" + i + ", disk: {bus: virtio}}")
                .collect(Collectors.joining("\n"));
        String volumes = IntStream.range(0, count)
                .mapToObj(i -> "      - {name: d" + i + ", persistentVolumeClaim: {claimName: c" + i + "}}")
                .collect(Collectors.joining("\n"));
        return """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: many, namespace: NS, labels: {shortpath.dev/profile: ~db}}
                spec:
                  runStrategy: Halted
                  template:
                    spec:
                      domain:
                        devices:
                          disks:
                """ + disks + "\n      volumes:\n" + volumes + "\n";
    }

    @Test
    void eachIsPlannedOrRefusedInWords() {
        bench.apply(Manifests.profile("threads"));
        String whole = Manifests.haltedVm("whole");
        bench.apply(whole);
        bench.apply(whole.replace("name: whole", "name: no.volume.of-that-name")
                .replace("      - name: data\n        emptyDisk: {capacity: 1Gi}\n", ""));
        bench.apply(whole.replace("name: whole", "name: no-disk")
                .replace("          - name: data\n            disk: {bus: virtio}\n", ""));
        bench.apply("""
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: bare, namespace: NS, labels: {shortpath.dev/profile: ~db}}
                spec:
                  runStrategy: Halted
                  template:
                    spec:
                      domain: {devices: {}}
                """);
        bench.apply(disks(256));

        for (String vm : new String[] {"whole", "no.volume.of-that-name", "no-disk", "bare", "many"}) {
            spoken(vm);
        }
        assertThat(bench.path("whole").orElseThrow().at("/status/compliance").asText())
                .isEqualTo("Compliant");
        assertThat(bench.path("many").orElseThrow().at("/status/disks")).hasSize(256);
        patiently()
                .untilAsserted(() -> assertThat(bench.profile("db")
                                .orElseThrow()
                                .at("/status/conditions/3/status")
                                .asText())
                        .isEqualTo("True"));
    }

    @Test
    void aProfileThatLosesAVmSaysSo() {
        String taking = "spec:\n  selector: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NS}}}\n";
        bench.apply(Manifests.profile("threads").replace("~db", "~a").replace("spec:\n", taking));
        bench.apply(Manifests.profile("Keep").replace("~db", "~b").replace("spec:\n", taking));
        bench.apply(Manifests.haltedVm("orders").replace("  labels: {shortpath.dev/profile: ~db}\n", ""));
        spoken("orders");

        String winner = bench.path("orders").orElseThrow().at("/status/profile").asText();
        String loser = winner.equals(bench.named("a")) ? "b" : "a";
        patiently().untilAsserted(() -> {
            JsonNode applied = bench.profile(loser).orElseThrow().at("/status/conditions/1");
            assertThat(applied.path("reason").asText()).isEqualTo("Conflicted");
            assertThat(applied.path("message").asText()).contains(bench.namespace() + "/orders");
        });
    }

    @Test
    void aNamespaceThatDoesNotEndKeepsNoProfileWaiting() {
        String taking = "spec:\n  selector: {vmSelector: {matchLabels: {waits: NS}}}\n";
        bench.apply(Manifests.haltedVm("stuck")
                .replace(
                        "  labels: {shortpath.dev/profile: ~db}\n",
                        "  labels: {waits: NS}\n  finalizers: [shortpath.test/hold]\n"));
        bench.client().namespaces().withName(bench.namespace()).delete();
        patiently().until(() -> bench.vm("stuck").orElseThrow().at("/metadata").has("deletionTimestamp"));
        try {
            bench.apply(Manifests.profile("threads").replace("spec:\n", taking));

            patiently()
                    .untilAsserted(() -> assertThat(bench.profile("db")
                                    .orElseThrow()
                                    .at("/status/conditions/3/status")
                                    .asText())
                            .isEqualTo("True"));
        } finally {
            bench.editVm("stuck", "{\"metadata\":{\"finalizers\":null}}");
        }
    }
}
