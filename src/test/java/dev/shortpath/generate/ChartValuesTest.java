package dev.shortpath.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** values.yaml, its comments and values.schema.json speak of the same values. */
class ChartValuesTest {
    private final JsonNode schema = read();

    private static JsonNode read() {
        try {
            return new ObjectMapper()
                    .readTree(Path.of("helm/shortpath/values.schema.json").toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyValueHasASentenceAboveIt() {
        assertThat(ChartReadme.documented())
                .hasSizeGreaterThan(90)
                .allSatisfy(v -> assertThat(v.comment())
                        .as("the comment above %s in values.yaml", v.path())
                        .isNotEmpty()
                        .endsWith("."));
    }

    @Test
    void everyValueIsInTheSchemaAndEveryOneOfTheSchemaHasADefault() {
        List<String> documented =
                ChartReadme.documented().stream().map(CommentedValue::path).toList();
        TreeSet<String> known = new TreeSet<>();
        leaves("", schema, known);
        known.remove("global");
        assertThat(documented).containsExactlyInAnyOrderElementsOf(known);
        assertThat(documented)
                .allSatisfy(v -> assertThat(ChartReadme.values()
                                .at("/" + v.replace('.', '/'))
                                .isMissingNode())
                        .isFalse());
    }

    @Test
    void noLevelOfTheSchemaLetsAnUnknownValueThrough() {
        assertThat(chapters(schema))
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.path("additionalProperties"))
                        .as(c.toString())
                        .isEqualTo(schema.path("additionalProperties")));
        assertThat(schema.path("additionalProperties").isBoolean()).isTrue();
        assertThat(schema.path("additionalProperties").asBoolean()).isFalse();
    }

    private Stream<JsonNode> chapters(JsonNode at) {
        return Stream.concat(
                Stream.of(at).filter(c -> c.has("properties")),
                at.path("properties").valueStream().flatMap(this::chapters));
    }

    /** A chapter of values.yaml is an object whose members the schema lists in the same place; what it refers to is one value. */
    private static void leaves(String path, JsonNode at, TreeSet<String> found) {
        at.path("properties").properties().forEach(member -> {
            String name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            if (member.getValue().has("properties") && !name.endsWith("issuerRef")) {
                leaves(name, member.getValue(), found);
            } else {
                found.add(name);
            }
        });
    }
}
