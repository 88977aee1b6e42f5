package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** `explain node/NAME` of `src/test/resources/nodes`; written anew with -Dshortpath.cases=write. */
class NodeExplainTest {
    private static final Path NODES = Path.of("src/test/resources/nodes");

    @ParameterizedTest
    @ValueSource(strings = {"good", "no-iommu", "obstacles", "silent", "no-storagenode", "partly-counted", "gate-off"})
    void aPersonIsToldWhatANodeCarriesAndWhatStandsInTheWay(String name) throws IOException {
        Path expected = NODES.resolve(name + ".txt");

        Ran ran = explain(name);

        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        if (System.getProperty("shortpath.cases", "").equals("write")) {
            Files.writeString(expected, ran.out());
        }
        assertThat(ran.out()).isEqualTo(Files.readString(expected));
        assertThat(ran.out().lines())
                .allSatisfy(l -> assertThat(Paragraph.length(l)).isLessThanOrEqualTo(80));
    }

    @Test
    void machinesGetTheSame() throws Exception {
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(explain("obstacles", "-o", "json").out());
        JsonNode yaml = new Documents("-", explain("obstacles", "-o", "yaml").out())
                .read()
                .getFirst()
                .object();

        assertThat(json).isEqualTo(yaml);
        assertThat(json.path("drives"))
                .extracting(
                        d -> d.path("address").asText() + " " + d.path("state").asText())
                .containsExactly(
                        "0000:00:05.0 NotReady",
                        "0000:21:00.0 NotReady",
                        "0000:22:00.0 NotReady",
                        "0000:22:00.1 NotOffered",
                        "0000:22:00.2 NotReady",
                        "0000:81:00.0 NotOffered",
                        "0000:82:00.0 NotReady",
                        "0000:82:00.1 NotReady",
                        "0000:83:00.0 NotReady",
                        "0000:84:00.0 NotReady",
                        "0000:85:00.0 Unknown");
        assertThat(json.at("/drives/5/obstacles/0/what").asText())
                .isEqualTo("it is bound, and the kubelet does not count it: allocatable shortpath.dev/nvme is 0");
        assertThat(json.at("/seen/nvme")).hasSize(11);
    }

    @Test
    void whoSetALabelIsSaidToMachinesToo() throws IOException {
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(explain("good", "-o", "json").out());

        assertThat(json.at("/labelHolders").path("shortpath.dev/nvme-ready").asText())
                .isEqualTo("kubectl-label");
        assertThat(json.path("silent").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 100})
    void noLineIsWiderThanTheWindow(int columns) {
        Ran ran = Ran.in(
                Map.of("NO_COLOR", "1"),
                true,
                columns,
                "",
                "explain",
                "-f",
                NODES.resolve("obstacles.yaml").toString(),
                "node/worker-1");

        assertThat(ran.out().lines())
                .allSatisfy(l -> assertThat(Paragraph.length(l)).isLessThanOrEqualTo(columns));
    }

    private static Ran explain(String name, String... more) {
        String[] args = Stream.concat(
                        Stream.of(
                                "explain",
                                "node/worker-1",
                                "-f",
                                NODES.resolve(name + ".yaml").toString()),
                        Stream.of(more))
                .toArray(String[]::new);
        return Ran.of(args);
    }
}
