package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;

import dev.shortpath.admission.Installation;
import dev.shortpath.testcluster.Kubectl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Labels under the rights of deploy/operator, which deploy/policies bounds, and no others. */
@Tag("cluster")
class NodeRightsTest {
    @Test
    void areEnoughForLabelsThatComeAndGo() {
        Kubectl.run("", "apply", "--server-side", "--force-conflicts", "-f", "deploy/policies/nodes.yaml");
        try (Bench bench = new Bench("noderights");
                Hosts hosts = new Hosts(bench);
                Installation installation = new Installation();
                ShortpathOperator operator = new ShortpathOperator(
                        installation.account(), new SimpleMeterRegistry(), Running.QUICK, InstantSource.system())) {
            operator.start();
            patiently().until(operator::ready);
            String node = hosts.node("n");
            Kubectl.run("", "taint", "node", node, "team=db:NoSchedule");
            Kubectl.run("", "annotate", "node", node, "team=db");
            hosts.report("n", Instant.now().toString(), "iommu: {enabled: true, mode: mixed}");
            hosts.await("n", Map.of("iommu-mode", "mixed"));
            hosts.report("n", Instant.now().toString(), "iommu: {enabled: false}");
            hosts.await("n", Map.of("iommu", "missing"));
        }
    }
}
