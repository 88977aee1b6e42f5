package dev.shortpath.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.operator.Bench;
import dev.shortpath.testcluster.Kubectl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kustomize makes of deploy/ is what Helm makes of the chart, object by object. */
@Tag("cluster")
class DeployTest {
    /** Helm's own marks, and a version that deploy/ has in the image's tag alone. */
    private static final List<String> HELMS =
            List.of("helm.sh/chart", "app.kubernetes.io/managed-by", "app.kubernetes.io/version");

    @ParameterizedTest
    @CsvSource({
        "default, crds.keep=true",
        "no-probe, probe.enabled=false",
        "cert-manager, webhook.certManager.enabled=true"
    })
    void anOverlayIsWhatTheChartRenders(String overlay, String values) {
        Map<String, JsonNode> kustomized = byName(kustomize("deploy/overlays/" + overlay));
        assertThat(kustomized.remove("Namespace /shortpath"))
                .as("Helm makes the namespace by itself")
                .isNotNull();
        assertSame(byName(Rendered.with("--skip-tests", "--set", values).objects()), kustomized);
    }

    @Test
    void theOneFileHoldsWhatTheOverlayDoes() throws IOException, InterruptedException {
        Process script = new ProcessBuilder("src/main/sh/install-manifest").start();
        String manifest = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor()).isZero();
        assertThat(byName(Rendered.parse(manifest))).isEqualTo(byName(kustomize("deploy/overlays/default")));
        Bench.ourKinds();
        // A dry run makes no namespace for what comes after it.
        Kubectl.run(Files.readString(Path.of("deploy/operator/namespace.yaml")), "apply", "--server-side", "-f", "-");
        Kubectl.run(
                manifest,
                "apply",
                "--server-side",
                "--force-conflicts",
                "--dry-run=server",
                "--validate=strict",
                "-f",
                "-");
    }

    @ParameterizedTest
    @CsvSource({"permitHostDevices, permit-host-devices", "hookSidecars, hook-sidecars"})
    void anOptionIsWhatTheChartAddsForIt(String value, String name) throws IOException {
        Map<String, JsonNode> chart = byName(
                Rendered.with("--set", "options." + value + ".enabled=true").objects());
        chart.keySet().retainAll(byName(file("options/" + name)).keySet());
        assertSame(chart, byName(file("options/" + name)));
    }

    @Test
    void thePluginIsTheOneThatTheChartBrings() throws IOException {
        JsonNode plugin = Rendered.with("--set", "plugin.enabled=true").one("Plugin", "shortpath");
        assertThat(plugin.path("spec"))
                .isEqualTo(file("plugin/plugin").getFirst().path("spec"));
    }

    private static List<JsonNode> file(String name) throws IOException {
        return Rendered.parse(Files.readString(Path.of("deploy", name + ".yaml")));
    }

    private static List<JsonNode> kustomize(String folder) {
        return Rendered.parse(Kubectl.run("", "kustomize", folder).out());
    }

    private static void assertSame(Map<String, JsonNode> chart, Map<String, JsonNode> deploy) {
        assertThat(deploy.keySet()).isEqualTo(chart.keySet());
        chart.forEach((name, object) ->
                assertThat(deploy.get(name).toPrettyString()).as(name).isEqualTo(object.toPrettyString()));
    }

    private static Map<String, JsonNode> byName(List<JsonNode> objects) {
        Map<String, JsonNode> named = new TreeMap<>();
        for (JsonNode object : objects) {
            ObjectNode plain = sorted(object);
            String kind = plain.path("kind").asText();
            ObjectNode metadata = (ObjectNode) plain.path("metadata");
            ObjectNode labels = metadata.withObject("/labels");
            labels.remove(HELMS);
            if (kind.equals("CustomResourceDefinition")) {
                // crds/ is for every way to install: it has no labels, and keeps nothing from Helm.
                metadata.remove("labels");
                metadata.withObject("/annotations").remove("helm.sh/resource-policy");
            }
            String namespace = metadata.path("namespace").asText();
            named.put(kind + " " + namespace + "/" + metadata.path("name").asText(), plain);
        }
        return named;
    }

    /** The same with its members in order, so that a difference can be read. */
    private static ObjectNode sorted(JsonNode object) {
        ObjectNode sorted = ((ObjectNode) object).objectNode();
        new TreeMap<>(toMap(object)).forEach((name, value) -> sorted.set(name, sortedValue(value)));
        return sorted;
    }

    private static JsonNode sortedValue(JsonNode value) {
        if (value.isObject()) {
            return sorted(value);
        }
        if (value.isArray()) {
            var list = ((com.fasterxml.jackson.databind.node.ArrayNode) value).arrayNode();
            value.forEach(v -> list.add(sortedValue(v)));
            return list;
        }
        return value;
    }

    private static Map<String, JsonNode> toMap(JsonNode object) {
        Map<String, JsonNode> members = new TreeMap<>();
        object.properties().forEach(m -> members.put(m.getKey(), m.getValue()));
        return members;
    }
}
