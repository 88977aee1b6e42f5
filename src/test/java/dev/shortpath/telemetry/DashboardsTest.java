package dev.shortpath.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboards that we ship: Grafana's schema takes them, Prometheus their queries, and the queries what we show. */
class DashboardsTest {
    private static final Path FOLDER = Path.of("helm/shortpath/files/dashboards");
    private static final Path MODULE = Path.of("src/test/grafana");
    private static final String DATASOURCE = "${datasource}";

    @TempDir
    Path scratch;

    private static JsonNode board(String name) throws IOException {
        return new ObjectMapper().readTree(Files.readString(FOLDER.resolve(name)));
    }

    private static List<JsonNode> panels(JsonNode board) {
        return board.path("panels").valueStream().toList();
    }

    private static List<JsonNode> queries(JsonNode board) {
        return panels(board).stream()
                .flatMap(p -> p.path("targets").valueStream())
                .toList();
    }

    /** As Prometheus gets it, once Grafana has put values in the places of its variables. */
    private static String sent(JsonNode query) {
        return query.path("expr")
                .asText()
                .replace("$__rate_interval", "5m")
                .replace("$__range", "6h")
                .replaceAll("\\$(profile|namespace|job)", ".*");
    }

    private String run(Path folder, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("GOWORK", "off", "GOTOOLCHAIN", "local", "CGO_ENABLED", "0"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : said + " ";
    }

    private String schema(List<Path> files) throws IOException, InterruptedException {
        Path program = Path.of("target/grafana-schema").toAbsolutePath();
        assertThat(run(
                        MODULE,
                        List.of("go", "build", "-mod=readonly", "-buildvcs=false", "-o", program.toString(), ".")))
                .isEmpty();
        List<String> command = new ArrayList<>(List.of(program.toString()));
        files.forEach(f -> command.add(f.toString()));
        return run(Path.of("."), command);
    }

    @Test
    void grafanasSchemaTakesThemAndNothingElse() throws IOException, InterruptedException {
        assertThat(schema(List.of(FOLDER.resolve("fleet.json"), FOLDER.resolve("operator.json"))))
                .isEmpty();
        Path odd = scratch.resolve("odd.json");
        Files.writeString(
                odd, Files.readString(FOLDER.resolve("fleet.json")).replace("\"legendFormat\"", "\"legendsFormat\""));
        assertThat(schema(List.of(odd))).contains("legendsFormat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleet.json", "operator.json"})
    void idsAreTheirOwnAndPanelsDoNotOverlap(String name) throws IOException {
        List<JsonNode> panels = panels(board(name));
        assertThat(panels).extracting(p -> p.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(panels.stream().flatMap(DashboardsTest::cells)).doesNotHaveDuplicates();
        assertThat(panels)
                .allSatisfy(p -> assertThat(
                                p.at("/gridPos/x").asInt() + p.at("/gridPos/w").asInt())
                        .isLessThanOrEqualTo(24));
    }

    private static Stream<String> cells(JsonNode panel) {
        JsonNode at = panel.path("gridPos");
        List<String> cells = new ArrayList<>();
        for (int x = 0; x < at.path("w").asInt(); x++) {
            for (int y = 0; y < at.path("h").asInt(); y++) {
                cells.add((at.path("x").asInt() + x) + "," + (at.path("y").asInt() + y));
            }
        }
        return cells.stream();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleet.json", "operator.json"})
    void whoImportsThemChoosesTheDataSource(String name) throws IOException {
        JsonNode board = board(name);
        assertThat(board.at("/templating/list/0/type").asText()).isEqualTo("datasource");
        assertThat(DATASOURCE).contains(board.at("/templating/list/0/name").asText());
        assertThat(board.findValues("datasource"))
                .isNotEmpty()
                .allSatisfy(d -> assertThat(d.path("uid").asText()).isEqualTo(DATASOURCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleet.json", "operator.json"})
    void everyPanelSaysWhatItShows(String name) throws IOException {
        assertThat(panels(board(name)).stream()
                        .filter(p -> !p.path("type").asText().equals("row")))
                .allSatisfy(p -> assertThat(p.path("description").asText())
                        .as(p.path("title").asText())
                        .endsWith("."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleet.json", "operator.json"})
    void everyMetricOfThemIsDocumented(String name) throws IOException {
        queries(board(name)).forEach(q -> new Expression(sent(q)).isDocumented());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleet.json", "operator.json"})
    void prometheusParsesEveryQuery(String name) throws IOException {
        var rules = new YAMLMapper().createObjectNode();
        var group = rules.putArray("groups").addObject().put("name", name).putArray("rules");
        List<JsonNode> queries = queries(board(name));
        for (int i = 0; i < queries.size(); i++) {
            group.addObject().put("record", "query:" + i).put("expr", sent(queries.get(i)));
        }
        Path file = scratch.resolve("rules.yaml");
        Files.writeString(file, new YAMLMapper().writeValueAsString(rules));
        Promtool.Said said = Promtool.run("check", "rules", file.toString());
        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(said.text()).contains(queries.size() + " rules found");
    }
}
