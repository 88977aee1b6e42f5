package dev.shortpath.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.testcluster.Kubectl;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real API server with KubeVirt's CRD takes deploy/plugin as a person installs it. Only virt-api compiles the CEL. */
@Tag("cluster")
class PluginOnServerTest {
    @Test
    void itIsTakenWithoutAFieldTooManyAndComesBackAsItWasGiven() {
        TestCluster.shared();
        JsonNode taken = Serialization.unmarshal(
                Kubectl.run(
                                "",
                                "apply",
                                "--server-side",
                                "--force-conflicts",
                                "--dry-run=server",
                                "--validate=strict",
                                "--output=json",
                                "--kustomize",
                                "deploy/plugin")
                        .out(),
                JsonNode.class);
        assertThat(taken.at("/metadata/name").asText()).isEqualTo("shortpath");
        assertThat(taken.path("spec")).isEqualTo(ShippedHooks.spec());
    }
}
