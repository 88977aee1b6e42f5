package dev.shortpath.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.operator.Bench;
import dev.shortpath.testcluster.Kubectl;
import dev.shortpath.testcluster.OthersCrds;
import dev.shortpath.testcluster.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real API server takes every object of every set of values, under a namespace that enforces `restricted`. */
@Tag("cluster")
class AdmittedTest {
    private static String namespace;

    @BeforeAll
    static void open() {
        Bench.ourKinds();
        OthersCrds.install();
        namespace = TestCluster.shared().freshNamespace("chart");
        for (String mode : List.of("enforce", "warn")) {
            Kubectl.run("", "label", "namespace", namespace, "pod-security.kubernetes.io/" + mode + "=restricted");
        }
    }

    @AfterAll
    static void close() {
        TestCluster.shared().client().namespaces().withName(namespace).delete();
    }

    static Stream<Path> valid() {
        return Rendered.sets("values");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void takesEveryObjectWithoutAWarning(Path values) {
        List<JsonNode> objects = Rendered.in(namespace, "-f", values.toString()).objects();
        assertThat(objects).isNotEmpty();
        Kubectl said = apply(list(objects.stream().filter(o -> !isPod(o))));
        assertThat(said.out().lines()).hasSize(objects.size() - 1);
        assertThat(said.err()).isEmpty();
    }

    /** Pod Security enforces on pods alone, and a dry run makes none of a Deployment. */
    @ParameterizedTest
    @MethodSource("valid")
    void letsEveryPodIn(Path values) {
        List<JsonNode> objects = Rendered.in(namespace, "-f", values.toString()).objects();
        Kubectl said = apply(list(pods(objects)));
        assertThat(said.out().lines()).isNotEmpty();
        assertThat(said.err()).isEmpty();
    }

    @Test
    void keepsTheProbeOutThatMountsAFileOfItsNode() {
        List<JsonNode> objects =
                Rendered.in(namespace, "--set", "probe.mountinfo=true").objects();
        assertThat(apply(list(objects.stream().filter(o -> !isPod(o)))).err())
                .contains("volume \"mountinfo\" uses restricted volume type \"hostPath\"");
    }

    /** A template as the pod that its controller makes of it, and the pod of `helm test`; their accounts are not there. */
    private static Stream<JsonNode> pods(List<JsonNode> objects) {
        return objects.stream()
                .filter(o -> isPod(o) || o.at("/spec/template/spec").has("containers"))
                .map(o -> {
                    JsonNode template = isPod(o) ? o : o.at("/spec/template");
                    ObjectNode pod = template.<ObjectNode>deepCopy()
                            .put("apiVersion", "v1")
                            .put("kind", "Pod");
                    ((ObjectNode) pod.path("metadata"))
                            .put("name", o.at("/metadata/name").asText() + "-pod")
                            .put("namespace", namespace);
                    ((ObjectNode) pod.path("spec")).put("serviceAccountName", "default");
                    return pod;
                });
    }

    private static boolean isPod(JsonNode object) {
        return object.path("kind").asText().equals("Pod");
    }

    private static String list(Stream<JsonNode> objects) {
        ObjectNode list =
                new ObjectMapper().createObjectNode().put("apiVersion", "v1").put("kind", "List");
        objects.forEach(list.withArray("items")::add);
        return list.toString();
    }

    private static Kubectl apply(String manifests) {
        return Kubectl.run(
                manifests,
                "apply",
                "--server-side",
                "--dry-run=server",
                "--force-conflicts",
                "--field-manager=admitted",
                "--validate=strict",
                "-f",
                "-");
    }
}
