package dev.shortpath.plan.warning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Carrier;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.PermittedDevice;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.StorageClass;
import dev.shortpath.kubevirt.ProfileCheck;
import dev.shortpath.kubevirt.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every file of src/test/resources/warnings is a profile and what is said of it. */
class ProfileWarningsTest {
    private static final Path CASES = Path.of("src/test/resources/warnings");
    private static final ObjectMapper YAML = new YAMLMapper();

    /** Two classes, two permitted resources, and a Plugin that is ready. */
    private static final Cluster CLUSTER = new Cluster(
            Presence.PRESENT,
            Optional.empty(),
            Set.of(),
            100,
            Optional.empty(),
            Optional.of(List.of(
                    new PermittedDevice("shortpath.dev/nvme", "144d:a80a", false),
                    new PermittedDevice("example.com/gpu", "10de:1eb8", true))),
            Presence.PRESENT,
            Optional.of(List.of(
                    storage("fast-nvme", Presence.PRESENT, false),
                    storage("new-nfs", Presence.UNKNOWN, false),
                    storage("standard-nfs", Presence.ABSENT, true))),
            new Cluster.Deliveries(
                    Carrier.PLUGIN, Capability.READY, Capability.READY, Capability.READY, Capability.READY));

    private static final Cluster BARE = new Cluster(
            Presence.UNKNOWN,
            Optional.empty(),
            Set.of(),
            100,
            Optional.empty(),
            Optional.empty(),
            Presence.UNKNOWN,
            Optional.empty(),
            new Cluster.Deliveries(
                    Carrier.PLUGIN,
                    Capability.missing("the Plugin is not there"),
                    Capability.READY,
                    Capability.READY,
                    Capability.missing("admission is off")));

    private static StorageClass storage(String name, Presence block, boolean denied) {
        return new StorageClass(name, false, "csi.example.com", block, Optional.empty(), List.of(), denied);
    }

    @TestFactory
    Stream<DynamicTest> eachProfileGetsItsWarnings() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.sorted().toList()) {
                for (JsonNode test : YAML.readTree(Files.readString(file))) {
                    String name = file.getFileName() + ": " + test.path("case").asText();
                    tests.add(DynamicTest.dynamicTest(name, () -> judge(test)));
                }
            }
        }
        return tests.stream();
    }

    private static void judge(JsonNode test) {
        assertThat(ProfileCheck.problems(manifest(test))).isEmpty();
        List<String> expected =
                test.path("warns").valueStream().map(JsonNode::asText).toList();
        List<String> said = warnings(test);
        assertThat(said)
                .containsExactlyElementsOf(expected)
                .allSatisfy(w -> assertThat(w)
                        .hasSizeLessThanOrEqualTo(256)
                        .matches("(spec|metadata)[^ ]*: .*\\.")
                        .doesNotContain("\n"));
    }

    private static List<String> warnings(JsonNode test) {
        return ProfileWarnings.of(
                Profiles.read(manifest(test)), test.path("cluster").asText().equals("bare") ? BARE : CLUSTER);
    }

    private static JsonNode manifest(JsonNode test) {
        var manifest = YAML.createObjectNode()
                .put("apiVersion", "shortpath.dev/v1alpha1")
                .put("kind", "StorageProfile");
        manifest.putObject("metadata").put("name", "database").set("annotations", test.path("annotations"));
        if (!test.has("annotations")) {
            manifest.withObject("/metadata").remove("annotations");
        }
        manifest.set("spec", test.path("spec"));
        return manifest;
    }

    @Test
    void aSentenceOfAnyLengthIsCut() throws IOException {
        String classes = IntStream.range(0, 6)
                .mapToObj(i -> "\"" + "n".repeat(100) + i + "\"")
                .toList()
                .toString();
        JsonNode test = YAML.readTree("{spec: {disks: [{name: a, match: {storageClassNames: " + classes + "}}]}}");
        assertThat(warnings(test))
                .singleElement()
                .satisfies(w -> assertThat(w).hasSize(256).endsWith("…"));
    }

    @Test
    void theSameProfileGetsTheSameBytes() throws IOException {
        JsonNode test =
                YAML.readTree(Files.readString(CASES.resolve("together.yaml"))).get(0);
        assertThat(warnings(test)).isEqualTo(warnings(test.deepCopy()));
    }
}
