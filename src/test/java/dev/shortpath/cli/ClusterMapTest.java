package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.testcluster.TestCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("cluster")
class ClusterMapTest {
    @TempDir
    private Path folder;

    @Test
    void theClustersVmsAndNodesAreDrawnAndNothingIsWritten() throws Exception {
        TestCluster cluster = TestCluster.shared();
        String namespace = cluster.freshNamespace("map");
        var vm = ClusterAuditTest.lost(cluster.client(), namespace);
        Path page = folder.resolve("map.html");

        Ran ran = Ran.of(
                "map",
                "-n",
                namespace,
                "-o",
                page.toString(),
                "--kubeconfig",
                cluster.kubeconfig().toString());

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("wrote " + page + ": 1 VM");
        assertThat(page)
                .content()
                .contains("Drawn of the cluster at " + cluster.client().getMasterUrl())
                .contains("id=\"vm/" + namespace + "/lost\"");
        assertThat(cluster.client().resource(vm).get().getMetadata().getResourceVersion())
                .isEqualTo(vm.getMetadata().getResourceVersion());
    }
}
