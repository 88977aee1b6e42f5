package dev.shortpath.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.InstalledCrds;
import dev.shortpath.testcluster.Kubectl;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real API server takes what the guide and deploy/argocd give to be applied. */
@Tag("cluster")
class AppliedTest {
    private final KubernetesClient client = InstalledCrds.client();
    private final String namespace = TestCluster.shared().freshNamespace("gitops");

    @Test
    void theGuidesProfilesAndVmsAreTaken() {
        List<JsonNode> known = Guide.documents().stream()
                .filter(d -> List.of("StorageProfile", "VirtualMachine")
                        .contains(d.path("kind").asText()))
                .toList();
        assertThat(known).isNotEmpty();
        for (JsonNode object : known) {
            if (object.at("/metadata").has("namespace")) {
                ((ObjectNode) object.at("/metadata")).put("namespace", namespace);
            }
            Kubectl.run(object.toString(), "apply", "--dry-run=server", "-f", "-");
        }
    }

    @Test
    void theHealthScriptsJoinTheConfigMapThatIsThere() throws IOException {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("argocd-cm")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withData(Map.of("url", "https://argocd.example.com"))
                        .build())
                .create();
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of("deploy/argocd"))) {
            files = all.filter(f -> f.getFileName().toString().startsWith("argocd-cm."))
                    .toList();
        }
        for (Path file : files) {
            String text = Files.readString(file).replace("namespace: argocd", "namespace: " + namespace);
            Kubectl.run(text, "apply", "--server-side", manager(text), "-f", "-");
        }
        ConfigMap found =
                client.configMaps().inNamespace(namespace).withName("argocd-cm").get();
        assertThat(found.getData())
                .containsOnlyKeys(
                        "url",
                        "resource.customizations.health.argoproj.io_Application",
                        "resource.customizations.health.shortpath.dev_StorageNode",
                        "resource.customizations.health.shortpath.dev_StoragePath",
                        "resource.customizations.health.shortpath.dev_StorageProfile")
                .containsEntry(
                        "resource.customizations.health.shortpath.dev_StorageProfile",
                        Files.readString(Path.of(
                                "deploy/argocd/resource_customizations/shortpath.dev/StorageProfile/health.lua")));
    }

    /** The one that the file's own head names: with one for both, each would take the other's scripts away. */
    private static String manager(String text) {
        Matcher named = Pattern.compile("--field-manager=\\S+").matcher(text);
        assertThat(named.find()).isTrue();
        return named.group();
    }
}
