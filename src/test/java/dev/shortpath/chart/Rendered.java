package dev.shortpath.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.testcluster.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The objects that the chart renders. */
record Rendered(List<JsonNode> objects) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As release `shortpath` in the namespace of that name. */
    static Rendered with(String... more) {
        return in("shortpath", more);
    }

    static Rendered in(String namespace, String... more) {
        List<String> arguments = new ArrayList<>(List.of("template", "shortpath", Helm.CHART, "-n", namespace));
        arguments.addAll(List.of(more));
        Helm said = Helm.run(arguments.toArray(String[]::new));
        assertThat(said.code()).as(said.err()).isZero();
        return new Rendered(parse(said.out()));
    }

    /** Every document, its anchors resolved; a key that stands twice is an error. */
    static List<JsonNode> parse(String manifests) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        strict.setCodePointLimit(64 << 20);
        List<JsonNode> objects = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(strict)).loadAll(manifests)) {
            if (document != null) {
                objects.add(JSON.valueToTree(document));
            }
        }
        return objects;
    }

    JsonNode one(String kind, String name) {
        List<JsonNode> found = all(kind).stream()
                .filter(o -> o.at("/metadata/name").asText().equals(name))
                .toList();
        assertThat(found).as("%s %s", kind, name).hasSize(1);
        return found.getFirst();
    }

    List<JsonNode> all(String kind) {
        return objects.stream()
                .filter(o -> o.path("kind").asText().equals(kind))
                .toList();
    }

    List<String> kinds() {
        return objects.stream()
                .map(o -> o.path("kind").asText())
                .distinct()
                .sorted()
                .toList();
    }

    /** The container of the operator or of the probe. */
    JsonNode container(String kind) {
        return all(kind).getFirst().at("/spec/template/spec/containers/0");
    }

    /** The sets of values of a folder in src/test/resources/chart. */
    static Stream<Path> sets(String folder) {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/chart", folder))) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
