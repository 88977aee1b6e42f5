package dev.shortpath.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alerts that we ship: Prometheus takes them, each fires when it should, and each has a runbook. */
class AlertsTest {
    private static final Path ALERTS = Path.of("helm/shortpath/files/alerts.yaml");
    private static final Path TESTS = Path.of("src/test/prometheus/alerts_test.yaml");
    private static final String RUNBOOKS = "https://shortpath.dev/docs/runbooks#";
    private static final Pattern ABOUT = Pattern.compile("alertname=\"(\\w+)\"");

    private static JsonNode yaml(Path file) throws IOException {
        return new YAMLMapper().readTree(Files.readString(file));
    }

    private static List<JsonNode> alerts() throws IOException {
        return yaml(ALERTS)
                .path("groups")
                .valueStream()
                .flatMap(g -> g.path("rules").valueStream())
                .toList();
    }

    private static Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        alerts().forEach(a -> names.add(a.path("alert").asText()));
        return names;
    }

    @Test
    void prometheusTakesThem() {
        Promtool.Said said = Promtool.run("check", "rules", ALERTS.toString());
        assertThat(said.exit()).as(said.text()).isZero();
    }

    @Test
    void eachFiresWhenItShouldAndNotBefore() {
        Promtool.Said said = Promtool.run("test", "rules", TESTS.toString());
        assertThat(said.exit()).as(said.text()).isZero();
    }

    @Test
    void eachIsTestedFiringAndStill() throws IOException {
        Set<String> firing = new TreeSet<>();
        Set<String> still = new TreeSet<>();
        yaml(TESTS)
                .path("tests")
                .forEach(t -> t.path("promql_expr_test").forEach(check -> {
                    Matcher about = ABOUT.matcher(check.path("expr").asText());
                    if (about.find()) {
                        (check.path("exp_samples").isEmpty() ? still : firing).add(about.group(1));
                    }
                }));
        assertThat(firing).isEqualTo(names());
        assertThat(still).isEqualTo(names());
    }

    @Test
    void eachSaysWhatAPersonNeeds() throws IOException {
        String runbooks = Files.readString(Path.of("docs/runbooks.md"));
        for (JsonNode alert : alerts()) {
            String name = alert.path("alert").asText();
            JsonNode notes = alert.path("annotations");
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning", "info");
            assertThat(notes.path("summary").asText()).as(name).endsWith(".").doesNotContain("\n");
            assertThat(notes.path("description").asText()).as(name).endsWith(".");
            assertThat(notes.path("runbook_url").asText())
                    .isEqualTo(RUNBOOKS + name.toLowerCase(java.util.Locale.ROOT));
            assertThat(runbooks.lines()).as("a section for " + name).containsOnlyOnce("## " + name);
        }
    }

    @Test
    void everyRunbookIsForAnAlert() throws IOException {
        try (var lines = Files.lines(Path.of("docs/runbooks.md"))) {
            assertThat(lines.filter(l -> l.startsWith("## ")).map(l -> l.substring(3)))
                    .containsExactlyInAnyOrderElementsOf(names());
        }
    }

    @Test
    void everyMetricOfThemIsDocumented() throws IOException {
        alerts().forEach(a -> new Expression(a.path("expr").asText()).isDocumented());
    }
}
