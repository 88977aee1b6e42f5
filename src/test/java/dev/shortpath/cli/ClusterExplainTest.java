package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("cluster")
class ClusterExplainTest {
    private static GenericKubernetesResource create(KubernetesClient client, String yaml) {
        GenericKubernetesResource object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        return client.genericKubernetesResources(object.getApiVersion(), object.getKind())
                .resource(object)
                .create();
    }

    @Test
    void aNodeOfTheClusterIsExplainedWithWhoSetItsLabelsAndHowOldItsReportIs() {
        TestCluster cluster = TestCluster.shared();
        KubernetesClient client = cluster.client();
        String name = "explained-" + Long.toHexString(System.nanoTime());
        Instant looked = Instant.now().minus(Duration.ofMinutes(45)).truncatedTo(ChronoUnit.SECONDS);
        GenericKubernetesResource node = create(client, """
                apiVersion: v1
                kind: Node
                metadata: {name: %s, labels: {shortpath.dev/iommu: ready}}
                """.formatted(name));
        GenericKubernetesResource seen = create(client, """
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageNode
                metadata: {name: %s}
                """.formatted(name));
        client.genericKubernetesResources(seen.getApiVersion(), seen.getKind())
                .withName(name)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"status": {"observedAt": "%s", "kernel": "6.12.48", "nvme": [
                          {"address": "0000:81:00.0", "vendorDevice": "144d:a80a", "driver": "vfio-pci", "ready": true}]}}
                        """.formatted(looked));
        try {
            Ran ran = Ran.of(
                    "explain",
                    "node/" + name,
                    "--kubeconfig",
                    cluster.kubeconfig().toString());

            assertThat(ran.err()).isEmpty();
            assertThat(ran.code()).isZero();
            assertThat(ran.out())
                    .startsWith("node/" + name + ": ")
                    .contains("Its probe last reported at " + looked + ", 45 min ago.", "silent", "6.12.48")
                    .containsPattern("shortpath.dev/iommu +ready, set by \\S");
        } finally {
            List.of(node, seen)
                    .forEach(o -> client.genericKubernetesResources(o.getApiVersion(), o.getKind())
                            .resource(o)
                            .delete());
        }
    }

    @Test
    void aVmOfTheClusterIsExplained() {
        TestCluster cluster = TestCluster.shared();
        String namespace = cluster.freshNamespace("explain");
        ClusterAuditTest.lost(cluster.client(), namespace);

        Ran ran = Ran.of(
                "explain",
                namespace + "/lost",
                "--kubeconfig",
                cluster.kubeconfig().toString());

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith(namespace + "/lost: ");
    }

    @Test
    void aNodeOrVmThatTheClusterHasNotIsTold() {
        String kubeconfig = TestCluster.shared().kubeconfig().toString();

        Ran node = Ran.of("explain", "node/there-is-none", "--kubeconfig", kubeconfig);
        Ran vm = Ran.of("explain", "there-is/none", "--kubeconfig", kubeconfig);

        assertThat(node.code()).isEqualTo(2);
        assertThat(node.err()).startsWith("shortpath: no node there-is-none in the cluster; ");
        assertThat(vm.code()).isEqualTo(2);
        assertThat(vm.err()).contains("shortpath: no VM there-is/none in the cluster; ");
    }
}
