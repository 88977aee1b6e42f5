package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.operator.Bench;
import dev.shortpath.testcluster.Kubectl;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** deploy/probe as a user installs it; the test cluster's kubelets run no container. */
@Tag("cluster")
class DaemonSetTest {
    private Station station;
    private String node;

    @BeforeEach
    void open() {
        station = new Station();
        node = station.named("tainted");
        station.node(node);
        Kubectl.run("", "label", "node", node, "kubernetes.io/os=linux");
        Kubectl.run("", "taint", "node", node, "dedicated=storage:NoExecute");
    }

    @AfterEach
    void close() {
        station.admin()
                .apps()
                .daemonSets()
                .inNamespace(Station.NAMESPACE)
                .withName(Station.PROBE)
                .delete();
        station.close();
    }

    @Test
    void itsPodPassesTheRestrictedNamespaceAndRunsOnATaintedNode() {
        String manifests = Kubectl.run("", "kustomize", "deploy/probe").out();
        Kubectl applied = Kubectl.run(manifests, "apply", "--server-side", "--force-conflicts", "-f", "-");
        assertThat(applied.err()).doesNotContain("violate PodSecurity");

        Bench.patiently().untilAsserted(() -> {
            List<Pod> pods = station
                    .admin()
                    .pods()
                    .inNamespace(Station.NAMESPACE)
                    .withLabel("app.kubernetes.io/component", "probe")
                    .list()
                    .getItems()
                    .stream()
                    .filter(p -> node.equals(p.getSpec().getNodeName()))
                    .toList();
            assertThat(pods).hasSize(1);
            Pod pod = pods.getFirst();
            assertThat(pod.getSpec().getServiceAccountName()).isEqualTo(Station.PROBE);
            assertThat(pod.getSpec().getVolumes()).allMatch(v -> v.getHostPath() == null);
            // What the kubelet would mount is a token by which the policy lets it write.
            assertThat(OwnNode.of(station.token(pod))).map(OwnNode::name).contains(node);
        });
    }
}
