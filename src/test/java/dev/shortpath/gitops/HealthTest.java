package dev.shortpath.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.api.StoragePathStatus;
import dev.shortpath.api.StorageProfileStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What Argo CD (health.lua) and Flux (healthCheckExprs of docs/gitops.md) say of our kinds. */
class HealthTest {
    private static final Path SCRIPTS = Path.of("deploy/argocd/resource_customizations");
    private static final Path PROFILES = SCRIPTS.resolve("shortpath.dev/StorageProfile");
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Map<String, Class<?>> STATUSES = Map.of(
            "StorageProfile", StorageProfileStatus.class,
            "StoragePath", StoragePathStatus.class,
            "StorageNode", StorageNodeStatus.class);

    private static final Map<String, String> IN_FLUX =
            Map.of("Healthy", "Current", "Progressing", "InProgress", "Degraded", "Failed");

    /** A case of a health_test.yaml. */
    private record Case(Path object, JsonNode expected) {
        static List<Case> of(Path kind) throws IOException {
            List<Case> cases = new ArrayList<>();
            for (JsonNode test : YAML.readTree(Files.readString(kind.resolve("health_test.yaml")))
                    .path("tests")) {
                cases.add(new Case(kind.resolve(test.path("inputPath").asText()), test.path("healthStatus")));
            }
            return cases;
        }

        String name() {
            return SCRIPTS.relativize(object).toString();
        }
    }

    @TestFactory
    Stream<DynamicTest> argoSaysWhatEachCaseExpects() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path script : scripts()) {
            List<Case> cases = Case.of(script.getParent());
            Map<Path, JsonNode> found = Judge.judge(
                    "argocd", script, cases.stream().map(Case::object).toList());
            for (Case one : cases) {
                JsonNode answer = found.get(one.object());
                tests.add(DynamicTest.dynamicTest(one.name(), () -> {
                    assertThat(answer.path("error").asText()).isEmpty();
                    assertThat(answer.path("status").asText())
                            .isEqualTo(one.expected().path("status").asText());
                    assertThat(answer.path("message").asText())
                            .isEqualTo(one.expected().path("message").asText());
                }));
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> fluxSaysTheSameOfProfiles() throws IOException {
        Path expressions = Path.of("target/flux-expressions.json");
        Files.writeString(expressions, Guide.fluxExpressions().toString());
        // Flux itself waits for what is being deleted.
        List<Case> cases = Case.of(PROFILES).stream()
                .filter(c -> !c.name().contains("deleted"))
                .toList();
        Map<Path, JsonNode> found = Judge.judge(
                "flux", expressions, cases.stream().map(Case::object).toList());
        return cases.stream()
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> {
                    JsonNode answer = found.get(c.object());
                    if (answer.has("error")) {
                        // Without any status Flux has nothing to evaluate, and goes on waiting.
                        assertThat(answer.path("error").asText()).startsWith("no such attribute(s): status");
                        assertThat(YAML.readTree(Files.readString(c.object())).has("status"))
                                .isFalse();
                    } else {
                        assertThat(answer.path("status").asText())
                                .isEqualTo(
                                        IN_FLUX.get(c.expected().path("status").asText()));
                    }
                }));
    }

    @Test
    void everyObjectIsACaseAndHasAStatusAsShortpathWritesIt() throws IOException {
        for (Path script : scripts()) {
            Path kind = script.getParent();
            List<Path> objects;
            try (Stream<Path> files = Files.list(kind.resolve("testdata"))) {
                objects = files.toList();
            }
            assertThat(Case.of(kind)).extracting(Case::object).containsExactlyInAnyOrderElementsOf(objects);
            Class<?> type = STATUSES.get(kind.getFileName().toString());
            for (Path object : objects) {
                JsonNode status = YAML.readTree(Files.readString(object)).path("status");
                if (type != null && !status.isMissingNode()) {
                    assertThat(YAML.treeToValue(status, type))
                            .as(object.toString())
                            .isNotNull();
                }
            }
        }
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(SCRIPTS)) {
            return files.filter(f -> f.endsWith("health.lua")).sorted().toList();
        }
    }
}
