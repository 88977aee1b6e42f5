package dev.shortpath.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.InstalledCrds;
import dev.shortpath.testcluster.Kubectl;
import dev.shortpath.testcluster.TestCluster;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real API server takes every object that the documentation shows, without a field that it does not know. */
@Tag("cluster")
class TakenByTheServerTest {
    /** Kinds of programs that are not installed here; docs/gitops.md says how its own were tried. */
    private static final Set<String> ELSEWHERE = Set.of(
            "argoproj.io",
            "kustomize.toolkit.fluxcd.io",
            "cert-manager.io",
            "monitoring.coreos.com",
            "nfd.k8s-sigs.io");

    private final String namespace = TestCluster.shared().freshNamespace("docs");

    @Test
    void everyObjectIsTaken() {
        InstalledCrds.client();
        List<BlocksTest.Shown> objects = BlocksTest.objects().stream()
                .filter(o -> !ELSEWHERE.contains(group(o.json())))
                .toList();
        assertThat(objects).hasSizeGreaterThan(20).allSatisfy(this::create);
    }

    /** As if it were the first of its name: other tests may have made one on the same server. */
    private void create(BlocksTest.Shown shown) {
        ObjectNode object = shown.json().deepCopy();
        ObjectNode metadata = object.withObject("/metadata");
        if (metadata.has("namespace")) {
            metadata.put("namespace", namespace);
        }
        metadata.put(
                "name",
                metadata.path("name").asText() + "-"
                        + UUID.randomUUID().toString().substring(0, 8));
        Kubectl.run(object.toString(), "create", "--dry-run=server", "--validate=strict", "-f", "-");
    }

    private static String group(JsonNode object) {
        String version = object.path("apiVersion").asText();
        return version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    }
}
