package dev.shortpath.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A real API server judges every manifest under src/test/resources/crd: the valid ones are taken, and each invalid one
 * is refused with the message that its first line names.
 */
@Tag("cluster")
class CrdCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/crd");
    /** What an API server before 1.36 says of a value that it does not show. */
    private static final String VALUE_BEFORE_1_36 = " \"object\":";

    private static final String EXPECT = "# expect: ";

    private static KubernetesClient client;

    @BeforeAll
    static void install() {
        client = InstalledCrds.client();
    }

    @TestFactory
    Stream<DynamicTest> aValidManifestIsTaken() throws IOException {
        return manifests("valid").stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertThat(create(file).getMetadata().getUid()).isNotEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> anInvalidManifestIsRefusedWithItsMessage() throws IOException {
        return manifests("invalid").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> isRefused(file)));
    }

    @Test
    void theCorpusIsLargeEnoughToMeanSomething() throws IOException {
        assertThat(manifests("invalid")).hasSizeGreaterThanOrEqualTo(120);
        assertThat(manifests("valid")).hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void everyRuleOfTheSchemaRefusesSomeManifest() throws IOException {
        String expected = String.join(
                "\n", manifests("invalid").stream().map(CrdCorpusTest::expected).toList());
        assertThat(InstalledCrds.files())
                .flatExtracting(file -> messages(schema(file)))
                .isNotEmpty()
                .allSatisfy(message -> assertThat(expected).contains(message.substring(0, 30)));
    }

    @Test
    void everyWordOfTheProfileStandsInSomeValidManifest() throws IOException {
        Set<String> said = new TreeSet<>();
        for (Path file : manifests("valid")) {
            said(
                    Serialization.unmarshal(InstalledCrds.read(file), JsonNode.class)
                            .path("spec"),
                    "spec",
                    said);
        }
        Set<String> words = new TreeSet<>();
        words(
                schema(Path.of("crds/storageprofiles.shortpath.dev.yaml"))
                        .getProperties()
                        .get("spec"),
                "spec",
                words);
        assertThat(words).hasSizeGreaterThan(80);
        words.removeAll(said);
        assertThat(words).isEmpty();
    }

    private static void said(JsonNode node, String path, Set<String> found) {
        if (node.isTextual()) {
            found.add(path + ": " + node.asText());
        }
        node.properties().forEach(member -> said(member.getValue(), path + "." + member.getKey(), found));
        if (node.isArray()) {
            node.forEach(item -> said(item, path + "[]", found));
        }
    }

    private static void words(JSONSchemaProps schema, String path, Set<String> found) {
        Stream.ofNullable(schema.getEnum())
                .flatMap(List::stream)
                .forEach(word -> found.add(path + ": " + word.asText()));
        Stream.ofNullable(schema.getProperties())
                .flatMap(properties -> properties.entrySet().stream())
                .forEach(member -> words(member.getValue(), path + "." + member.getKey(), found));
        Stream.ofNullable(schema.getItems()).forEach(items -> words(items.getSchema(), path + "[]", found));
    }

    private static String expected(Path file) {
        String first = InstalledCrds.read(file).lines().findFirst().orElseThrow();
        assertThat(first).startsWith(EXPECT);
        return first.substring(EXPECT.length());
    }

    private static void isRefused(Path file) {
        assertThatThrownBy(() -> create(file))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        refusal -> assertThat(refusal.getMessage().replace(VALUE_BEFORE_1_36, ""))
                                .contains(expected(file)));
    }

    private static GenericKubernetesResource create(Path file) {
        var manifest = Serialization.unmarshal(InstalledCrds.read(file), GenericKubernetesResource.class);
        return client.resource(manifest)
                .dryRun()
                .fieldValidation(FieldValidateable.Validation.STRICT)
                .create();
    }

    private static List<Path> manifests(String folder) throws IOException {
        try (var files = Files.list(CORPUS.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    private static JSONSchemaProps schema(Path file) {
        return Serialization.unmarshal(InstalledCrds.read(file), CustomResourceDefinition.class)
                .getSpec()
                .getVersions()
                .getFirst()
                .getSchema()
                .getOpenAPIV3Schema();
    }

    private static Set<String> messages(JSONSchemaProps schema) {
        Set<String> found = new TreeSet<>();
        Stream.ofNullable(schema.getXKubernetesValidations())
                .flatMap(List::stream)
                .forEach(rule -> found.add(rule.getMessage()));
        Stream.ofNullable(schema.getProperties())
                .flatMap(properties -> properties.values().stream())
                .forEach(property -> found.addAll(messages(property)));
        Stream.ofNullable(schema.getItems()).forEach(items -> found.addAll(messages(items.getSchema())));
        return found;
    }
}
