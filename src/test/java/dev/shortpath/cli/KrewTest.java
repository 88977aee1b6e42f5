package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What krew asks of a plugin's manifest (its internal/index/validation), and krew's index of a new plugin. */
class KrewTest {
    private static final Path MANIFEST = Path.of("deploy/krew/shortpath.yaml");

    private final JsonNode plugin = read();

    private static JsonNode read() {
        try {
            return new YAMLMapper()
                    .readTree(Files.readString(MANIFEST)
                            .replace("vVERSION", "v0.1.0")
                            .replace("uri: URI", "uri: https://example.org/kubectl-shortpath.tar.gz")
                            .replace("SHA256", "0".repeat(64)));
        } catch (IOException e) {
            throw new AssertionError(MANIFEST + " cannot be read", e);
        }
    }

    @Test
    void theKindIsKrewsAndTheNameIsTheFiles() {
        assertThat(plugin.path("apiVersion").asText()).isEqualTo("krew.googlecontainertools.github.com/v1alpha2");
        assertThat(plugin.path("kind").asText()).isEqualTo("Plugin");
        assertThat(plugin.at("/metadata/name").asText() + ".yaml")
                .isEqualTo(MANIFEST.getFileName().toString());
        assertThat(plugin.at("/spec/version").asText()).matches("v\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void theDescriptionsFitKrewsTables() {
        assertThat(plugin.at("/spec/shortDescription").asText())
                .hasSizeBetween(1, 50)
                .doesNotEndWith(".");
        assertThat(plugin.at("/spec/description").asText().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(plugin.at("/spec/homepage").asText()).startsWith("https://");
    }

    @Test
    void eachPlatformHasAnArchiveAndTheProgramInIt() {
        assertThat(plugin.at("/spec/platforms")).isNotEmpty().allSatisfy(platform -> {
            assertThat(platform.path("sha256").asText()).matches("[0-9a-f]{64}");
            assertThat(platform.path("uri").asText()).endsWith(".tar.gz");
            assertThat(platform.path("files"))
                    .anySatisfy(file -> assertThat(file.path("from")).isEqualTo(platform.path("bin")));
        });
    }
}
