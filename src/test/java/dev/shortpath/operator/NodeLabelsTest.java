package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.testcluster.Kubectl;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a StorageNode to its node's labels, on the real API server. */
@Tag("cluster")
class NodeLabelsTest {
    private static final Map<String, String> READY = Map.of(
            "iommu", "ready",
            "iommu-mode", "passthrough",
            "io-uring", "allowed",
            "vfio", "ready",
            "nvme-ready", "1",
            "nvme-vf-ready", "0",
            "nvme-ready-numa-0", "0",
            "nvme-ready-numa-1", "1",
            "nvme-ready-numa-max", "1");

    private Bench bench;
    private Hosts hosts;
    private Running operator;

    @BeforeEach
    void open() {
        bench = new Bench("labels");
        hosts = new Hosts(bench);
        operator = new Running(Running.QUICK);
    }

    @AfterEach
    void close() {
        operator.close();
        hosts.close();
        bench.close();
    }

    private void report(String node, String status) {
        hosts.report(node, Instant.now().toString(), status);
    }

    private static Map<String, String> but(Map<String, String> labels, String label, String value) {
        Map<String, String> other = new TreeMap<>(labels);
        if (value.isEmpty()) {
            other.remove(label);
        } else {
            other.put(label, value);
        }
        return other;
    }

    @Test
    void whatAProbeSeesBecomesLabelsAndGoesByTheContraryOnly() {
        hosts.node("n");
        report("n", Hosts.READY);
        hosts.await("n", READY);

        report("n", "iommu: {enabled: true, kind: intel}");
        report("n", "kernel: 6.12.48");
        report("n", "vfio: {ready: false}");
        hosts.await("n", but(READY, "vfio", "missing"));

        report("n", "iommu: {enabled: false, kind: none}\n  totals: {nvmeFunctions: 0}");
        hosts.await(
                "n",
                Map.of(
                        "iommu", "missing",
                        "io-uring", "allowed",
                        "vfio", "missing",
                        "nvme-ready", "0",
                        "nvme-vf-ready", "0",
                        "nvme-ready-numa-max", "0"));
        assertThat(hosts.events("n")).isEmpty();
    }

    @Test
    void anothersLabelIsLeftAloneAndSaidAndComesBackToUsWhenHeTakesItAway() {
        String node = hosts.node("n");
        Kubectl.run("""
                apiVersion: v1
                kind: Node
                metadata: {name: %s, labels: {shortpath.dev/iommu: missing, shortpath.dev/vfio: ready}}
                """.formatted(node), "apply", "--server-side", "--field-manager=nfd-master", "-f", "-");
        report("n", Hosts.READY);

        hosts.await("n", but(READY, "iommu", "missing"));
        patiently()
                .untilAsserted(() -> assertThat(hosts.events("n"))
                        .singleElement()
                        .asString()
                        .isEqualTo(
                                "LabelDisagrees: shortpath.dev/iommu: missing is set by nfd-master and stands, though the"
                                        + " node's probe sees ready."));

        Kubectl.run("""
                apiVersion: v1
                kind: Node
                metadata: {name: %s}
                """.formatted(node), "apply", "--server-side", "--field-manager=nfd-master", "-f", "-");
        hosts.await("n", READY);
    }

    @Test
    void aValueThatAPersonPutsInThePlaceOfOursIsHis() {
        hosts.node("n");
        report("n", Hosts.READY);
        hosts.await("n", READY);

        hosts.label("n", "io-uring=disabled");
        patiently()
                .untilAsserted(() -> assertThat(hosts.events("n"))
                        .singleElement()
                        .asString()
                        .contains("shortpath.dev/io-uring: disabled is set by kubectl-label and stands", "allowed"));
        report("n", "vfio: {ready: false}");
        hosts.await("n", but(but(READY, "io-uring", "disabled"), "vfio", "missing"));

        hosts.label("n", "io-uring-");
        report("n", Hosts.READY);
        hosts.await("n", READY);
        hosts.label("n", "iommu-");
        hosts.await("n", READY);
    }

    @Test
    void aNodeMadeAnewIsNotLabelledByTheReportOfItsNamesake() {
        hosts.node("n");
        report("n", Hosts.READY);
        hosts.await("n", READY);
        hosts.node("other");
        report("other", "vfio: {ready: true}");
        hosts.await("other", Map.of("vfio", "ready"));
        hosts.delete("n");
        hosts.node("n");
        report("other", "vfio: {ready: false}");
        hosts.await("other", Map.of("vfio", "missing"));
        assertThat(hosts.labels("n")).isEmpty();

        report("n", Hosts.READY);
        hosts.await("n", READY);
    }

    @Test
    void aPathFollowsWhatAProbeSees() {
        String node = hosts.node("n");
        report("n", Hosts.READY);
        bench.apply(Manifests.profile("threads").replaceFirst("disks:", "placement: {iommu: Required}\n  disks:"));
        bench.apply(Manifests.haltedVm("orders"));
        bench.editVm(
                "orders",
                "{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"kubernetes.io/hostname\":\"" + node
                        + "\"}}}}}");
        awaitNodes("Some");

        report("n", "iommu: {enabled: false, kind: none}");
        awaitNodes("None");
        report("n", Hosts.READY);
        awaitNodes("Some");
    }

    private void awaitNodes(String eligible) {
        patiently()
                .untilAsserted(() -> assertThat(bench.path("orders")
                                .orElseThrow()
                                .at("/status/nodes")
                                .asText())
                        .isEqualTo(eligible));
    }

    @Test
    void labelsStayWhenAStorageNodeIsDeletedAndTheNodeLives() {
        String node = hosts.node("n");
        report("n", Hosts.READY);
        hosts.await("n", READY);
        String version = hosts.version("n");
        Kubectl.run("", "delete", "storagenode", node);
        hosts.node("other");
        report("other", "vfio: {ready: true}");
        hosts.await("other", Map.of("vfio", "ready"));
        assertThat(hosts.version("n")).isEqualTo(version);
    }

    @Test
    void nothingIsWrittenAtRestWhileHeartbeatsCome() {
        for (int i = 0; i < 20; i++) {
            String name = "rest-" + (char) ('a' + i);
            hosts.node(name);
            report(name, Hosts.READY);
        }
        Map<String, String> versions = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            String name = "rest-" + (char) ('a' + i);
            hosts.await(name, READY);
            versions.put(name, hosts.version(name));
        }
        versions.keySet().forEach(name -> report(name, Hosts.READY));
        // One that changes, last: what came before it was looked at.
        report("rest-t", "vfio: {ready: false}");
        hosts.await("rest-t", but(READY, "vfio", "missing"));
        versions.remove("rest-t");
        versions.forEach(
                (name, version) -> assertThat(hosts.version(name)).as(name).isEqualTo(version));
    }
}
