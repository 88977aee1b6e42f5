package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.testcluster.Kubectl;
import io.fabric8.kubernetes.api.model.Node;
import java.util.Map;
import java.util.TreeMap;

/** Nodes of a test, and what their probes report. */
final class Hosts implements AutoCloseable {
    static final String READY = """
            iommu: {enabled: true, kind: intel, mode: passthrough, interruptRemapping: true}
              ioUring: {state: Allowed, sysctl: 0}
              vfio: {ready: true}
              totals: {numaNodes: 2, nvmeFunctions: 2, nvmeReady: 1}
              nvme:
              - {address: "0000:81:00.0", numaNode: 1, ready: true, sriov: {function: None}}
              - {address: "0000:21:00.0", numaNode: 0, ready: false, sriov: {function: None}, why: a file system is on it}
            """;

    private final Bench bench;
    private final Map<String, Node> made = new TreeMap<>();

    Hosts(Bench bench) {
        this.bench = bench;
    }

    /** A node of this test. */
    String node(String name) {
        bench.apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: ~%1$s, labels: {kubernetes.io/arch: amd64, kubevirt.io/schedulable: "true", kubernetes.io/hostname: ~%1$s}}
                """.formatted(name));
        Node node = get(name);
        made.put(name, node);
        return node.getMetadata().getName();
    }

    private Node get(String name) {
        return bench.client().nodes().withName(bench.named(name)).get();
    }

    /** The probe's part: its report, of this moment if none is given, without `observedAt`. */
    void report(String name, String observedAt, String status) {
        String uid = made.get(name).getMetadata().getUid();
        bench.apply("""
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageNode
                metadata:
                  name: ~%1$s
                  ownerReferences: [{apiVersion: v1, kind: Node, name: %2$s, uid: %3$s}]
                """.formatted(name, bench.named(name), uid));
        Kubectl.run(
                """
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageNode
                metadata: {name: %s}
                status:
                  observedAt: "%s"
                  %s""".formatted(bench.named(name), observedAt, status),
                "apply",
                "--server-side",
                "--force-conflicts",
                "--field-manager=probe",
                "--subresource=status",
                "-f",
                "-");
    }

    /** The labels of group shortpath.dev. */
    Map<String, String> labels(String name) {
        Map<String, String> labels = new TreeMap<>();
        get(name).getMetadata().getLabels().forEach((label, value) -> {
            if (label.startsWith("shortpath.dev/")) {
                labels.put(label.substring("shortpath.dev/".length()), value);
            }
        });
        return labels;
    }

    /** Its version once the cluster's own controllers have written what they write of every new node. */
    String version(String name) {
        patiently().until(() -> settled(get(name)));
        return get(name).getMetadata().getResourceVersion();
    }

    private static boolean settled(Node node) {
        boolean ready = node.getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
        boolean tainted =
                node.getSpec().getTaints().stream().anyMatch(t -> t.getKey().startsWith("node.kubernetes.io/"));
        return ready
                && !tainted
                && node.getMetadata().getAnnotations().containsKey("node.alpha.kubernetes.io/ttl")
                && node.getMetadata().getLabels().containsKey("beta.kubernetes.io/arch");
    }

    void await(String name, Map<String, String> labels) {
        patiently()
                .untilAsserted(() ->
                        org.assertj.core.api.Assertions.assertThat(labels(name)).isEqualTo(labels));
    }

    void label(String name, String label) {
        Kubectl.run("", "label", "--overwrite", "node", bench.named(name), "shortpath.dev/" + label);
    }

    /** What the operator said about a node, in events. */
    java.util.List<String> events(String name) {
        return bench.client().events().v1().events().inNamespace("default").list().getItems().stream()
                .map(Bench::tree)
                .filter(e -> e.path("reportingController").asText().equals("shortpath.dev/operator")
                        && e.at("/regarding/kind").asText().equals("Node")
                        && e.at("/regarding/name").asText().equals(bench.named(name)))
                .map(e -> e.path("reason").asText() + ": " + e.path("note").asText())
                .toList();
    }

    void delete(String name) {
        bench.client().nodes().withName(bench.named(name)).delete();
        patiently().until(() -> get(name) == null);
    }

    JsonNode storageNode(String name) {
        return bench.find("shortpath.dev/v1alpha1", "StorageNode", null, bench.named(name))
                .orElseThrow();
    }

    @Override
    public void close() {
        made.keySet().forEach(name -> {
            bench.client().nodes().withName(bench.named(name)).delete();
            bench.client()
                    .genericKubernetesResources("shortpath.dev/v1alpha1", "StorageNode")
                    .withName(bench.named(name))
                    .delete();
        });
    }
}
