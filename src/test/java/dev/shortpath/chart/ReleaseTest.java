package dev.shortpath.chart;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.operator.Bench;
import dev.shortpath.testcluster.Helm;
import dev.shortpath.testcluster.Kubectl;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The life of a release, by a real Helm on a real API server; KWOK plays the kubelets, so its pods are Ready and do nothing. */
@Tag("cluster")
class ReleaseTest {
    private static final String NODE = "release-node";

    private final KubernetesClient client = TestCluster.shared().client();
    private String namespace;

    @BeforeEach
    void open() {
        Bench.ourKinds();
        namespace = TestCluster.shared().freshNamespace("release");
        Kubectl.run("", "label", "namespace", namespace, "pod-security.kubernetes.io/enforce=restricted");
        Kubectl.run("""
                apiVersion: v1
                kind: Node
                metadata: {name: %s, labels: {kubernetes.io/os: linux, kubernetes.io/hostname: %s}}
                """.formatted(NODE, NODE), "apply", "-f", "-");
    }

    @AfterEach
    void close() {
        Kubectl.run("", "delete", "storageprofiles.shortpath.dev", "kept", "--ignore-not-found");
        Kubectl.run("", "delete", "node", NODE);
        client.namespaces().withName(namespace).delete();
    }

    private Helm helm(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-n", namespace));
        return Helm.onCluster(all.toArray(String[]::new));
    }

    private Helm change(String verb, String... values) {
        List<String> all = new ArrayList<>(List.of(verb, "shortpath", Helm.CHART, "--wait", "--timeout=90s"));
        all.addAll(List.of(values));
        return helm(all.toArray(String[]::new));
    }

    private int ready() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("shortpath-operator")
                .get()
                .getStatus()
                .getReadyReplicas();
    }

    private boolean logsJson() {
        return client
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName("shortpath-operator")
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getEnv()
                .stream()
                .noneMatch(e -> e.getName().equals("QUARKUS_LOG_CONSOLE_JSON_ENABLED"));
    }

    private List<String> ours(String kinds) {
        return Kubectl.run("", "get", kinds, "-A", "-l", "app.kubernetes.io/managed-by=Helm", "-o", "name")
                .out()
                .lines()
                .toList();
    }

    @Test
    void isInstalledChangedRolledBackTestedAndGoesWithoutTheProfiles() {
        // Other tests have applied some of it from deploy/.
        Helm installed = change("install", "--take-ownership", "--force-conflicts");
        assertThat(installed.out()).contains("STATUS: deployed", "Begin with one that only looks");
        assertThat(ready()).isEqualTo(2);
        patiently()
                .until(() -> client
                        .pods()
                        .inNamespace(namespace)
                        .withLabel("app.kubernetes.io/component", "probe")
                        .list()
                        .getItems()
                        .stream()
                        .anyMatch(p -> NODE.equals(p.getSpec().getNodeName())));
        Kubectl.run("""
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: kept}
                """, "apply", "--server-side", "-f", "-");

        change("upgrade", "--set", "operator.replicas=3,operator.logJson=false");
        assertThat(ready()).isEqualTo(3);
        assertThat(logsJson()).isFalse();

        helm("rollback", "shortpath", "1", "--wait", "--timeout=90s");
        patiently().until(() -> ready() == 2);
        assertThat(logsJson()).isTrue();

        assertThat(test().out()).contains("Phase:          Succeeded");

        Helm gone = helm("uninstall", "shortpath", "--wait", "--timeout=90s");
        assertThat(gone.out()).contains("storageprofiles.shortpath.dev", "kept due to the resource policy");
        assertThat(ours("crd")).hasSize(3);
        assertThat(ours("deployment,daemonset,service,clusterrole,clusterrolebinding,role,rolebinding,pdb"
                        + ",mutatingwebhookconfiguration,validatingwebhookconfiguration,validatingadmissionpolicy"))
                .isEmpty();
        assertThat(profile()).isNotNull();

        // The CRDs still bear the release's name.
        change("install", "--set", "operator.replicas=1");
        assertThat(profile()).isNotNull();
        helm("uninstall", "shortpath", "--wait", "--timeout=90s");
    }

    @Test
    void isRefusedASecondTimeInOneCluster() {
        change("install", "--take-ownership", "--force-conflicts");
        try {
            Helm second = Helm.onClusterFailing(
                    "install", "another", Helm.CHART, "-n", namespace, "--set", "crds.install=false");
            assertThat(second.err())
                    .contains(
                            "WebhookConfiguration \"shortpath\"",
                            "must equal \"another\": current value is \"shortpath\"");
        } finally {
            helm("uninstall", "shortpath", "--wait", "--timeout=90s");
        }
    }

    private GenericKubernetesResource profile() {
        return client.genericKubernetesResources("shortpath.dev/v1alpha1", "StorageProfile")
                .withName("kept")
                .get();
    }

    /** `helm test`, whose pod is done as its kubelet would find it. */
    private Helm test() {
        CompletableFuture<Helm> said = CompletableFuture.supplyAsync(() -> helm("test", "shortpath", "--timeout=90s"));
        var pod = client.pods().inNamespace(namespace).withName("shortpath-test");
        patiently()
                .until(() -> pod.get() != null
                        && "Running".equals(pod.get().getStatus().getPhase()));
        pod.editStatus(p -> new PodBuilder(p)
                .editStatus()
                .withPhase("Succeeded")
                .withConditions()
                .endStatus()
                .build());
        return said.join();
    }
}
