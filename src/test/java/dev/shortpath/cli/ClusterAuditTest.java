package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("cluster")
class ClusterAuditTest {
    @TempDir
    private Path folder;

    /** A VM of a profile that there is not. */
    static GenericKubernetesResource lost(KubernetesClient client, String namespace) {
        return client.resource(Serialization.unmarshal("""
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: lost, namespace: %s, labels: {shortpath.dev/profile: there-is-none}}
                spec:
                  runStrategy: Halted
                  template:
                    spec:
                      domain: {devices: {disks: [{name: data, disk: {bus: virtio}}]}}
                      volumes: [{name: data, containerDisk: {image: a}}]
                """.formatted(namespace), GenericKubernetesResource.class))
                .create();
    }

    @Test
    void theClustersVmsAreAuditedAndNothingIsWritten() throws Exception {
        TestCluster cluster = TestCluster.shared();
        String namespace = cluster.freshNamespace("audit");
        KubernetesClient client = cluster.client();
        GenericKubernetesResource vm = lost(client, namespace);

        Ran ran = Ran.of(
                "audit", "-o", "json", "--kubeconfig", cluster.kubeconfig().toString());

        JsonNode items = JsonMapper.builder().build().readTree(ran.out()).path("items");
        assertThat(items)
                .filteredOn(i -> i.path("virtualMachine").asText().equals(namespace + "/lost"))
                .singleElement()
                .satisfies(i -> assertThat(i.path("reason").asText()).isIn("ProfileNotFound", "NoProfile"));
        assertThat(ran.code()).isIn(0, 1);
        assertThat(client.resource(vm).get().getMetadata().getResourceVersion())
                .isEqualTo(vm.getMetadata().getResourceVersion());
    }

    @Test
    void aUserWhoMayNotListIsToldWhatIsMissing() throws Exception {
        TestCluster cluster = TestCluster.shared();
        String namespace = cluster.freshNamespace("audit");
        String token = cluster.client()
                .serviceAccounts()
                .inNamespace(namespace)
                .withName("default")
                .tokenRequest()
                .getStatus()
                .getToken();
        Path kubeconfig = Files.writeString(
                folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: a
                contexts: [{name: a, context: {cluster: a, user: a}}]
                clusters: [{name: a, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
                users: [{name: a, user: {token: "%s"}}]
                """.formatted(cluster.client().getMasterUrl(), token));

        Ran ran = Ran.of("audit", "--kubeconfig", kubeconfig.toString());

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .contains("warning: this user may not list VirtualMachine of kubevirt.io/v1")
                .contains("does not serve VirtualMachines to this user");
    }

    @Test
    void aClusterThatDoesNotAnswerIsTold() throws Exception {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: a
                contexts: [{name: a, context: {cluster: a, user: a}}]
                clusters: [{name: a, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: a, user: {token: a}}]
                """);

        Ran ran = Ran.of("audit", "--kubeconfig", kubeconfig.toString());

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("the cluster at https://127.0.0.1:1/ does not answer: Connection refused");
        assertThat(List.of(ran.err().split("\n"))).hasSize(1);
    }

    /** The current context would be another cluster than was meant. */
    @Test
    void aContextThatIsNotThereIsToldWithThoseThatAre() throws Exception {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: a
                contexts: [{name: a, context: {cluster: a, user: a}}, {name: b, context: {cluster: a, user: a}}]
                clusters: [{name: a, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: a, user: {token: a}}]
                """);

        for (String verb : List.of("audit", "map", "explain", "bench")) {
            Ran ran = Ran.of(
                    verb,
                    "--kubeconfig",
                    kubeconfig.toString(),
                    "--context",
                    "staging",
                    verb.equals("bench") ? "a/b" : "-A");

            assertThat(ran.code()).as(ran.err()).isEqualTo(2);
            assertThat(ran.err())
                    .contains("--context staging: the kubeconfig has no context of that name; there is a, b");
        }
        Path empty = Files.writeString(
                folder.resolve("empty"), "apiVersion: v1\nkind: Config\nclusters: null\ncontexts: null\nusers: null\n");
        assertThat(Ran.of("audit", "--kubeconfig", empty.toString()).err()).contains("no cluster is known");
        assertThat(Ran.of("audit", "--kubeconfig", empty.toString(), "--context", "b")
                        .err())
                .contains("there is none at all");
        assertThat(Ran.of("audit", "--kubeconfig", kubeconfig.toString(), "--context", "b")
                        .err())
                .contains("Connection refused");
    }

    @Test
    void aKubeconfigThatIsNotThereIsTold() {
        Ran ran = Ran.of("audit", "--kubeconfig", folder + "/none");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).startsWith("shortpath: the kubeconfig " + folder + "/none cannot be read");
    }
}
