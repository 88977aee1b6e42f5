package dev.shortpath.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The YAML of the documentation is whole objects, but for the few blocks that say `yaml fragment`. */
class BlocksTest {
    /** What may be fragments: settings of other programs, which are no objects. */
    private static final int MOST_FRAGMENTS = 3;

    @Test
    void everyBlockIsWholeObjects() {
        assertThat(objects()).isNotEmpty().allSatisfy(o -> {
            assertThat(o.json().path("apiVersion").asText())
                    .as("apiVersion of %s", o.block())
                    .isNotEmpty();
            assertThat(o.json().path("kind").asText())
                    .as("kind of %s", o.block())
                    .isNotEmpty();
            assertThat(o.json().at("/metadata/name").asText())
                    .as("metadata.name of %s", o.block())
                    .isNotEmpty();
        });
    }

    @Test
    void fragmentsAreFewAndAreNoObjects() {
        List<Chapter.Block> fragments = blocks("yaml fragment").toList();
        assertThat(fragments)
                .hasSizeLessThanOrEqualTo(MOST_FRAGMENTS)
                .allSatisfy(f -> assertThat(Yaml.documents(f.text()))
                        .as("%s is called a fragment", f)
                        .isNotEmpty()
                        .noneMatch(d -> d.has("apiVersion") && d.has("kind")));
    }

    @Test
    void fencesSayNothingElse() {
        assertThat(Chapter.all().stream().flatMap(p -> p.blocks().stream()))
                .allSatisfy(b -> assertThat(Set.of("", "yaml", "yaml fragment", "console", "json", "promql"))
                        .as("the opening fence of %s", b)
                        .contains(b.info()));
    }

    /** An object, and where it stands. */
    record Shown(Chapter.Block block, JsonNode json) {
        @Override
        public String toString() {
            return block + " " + json.path("kind").asText() + " "
                    + json.at("/metadata/name").asText();
        }
    }

    static List<Shown> objects() {
        return blocks("yaml")
                .flatMap(b -> Yaml.documents(b.text()).stream().map(d -> new Shown(b, d)))
                .toList();
    }

    private static Stream<Chapter.Block> blocks(String info) {
        return Chapter.all().stream()
                .flatMap(p -> p.blocks().stream())
                .filter(b -> b.info().equals(info));
    }
}
