package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.telemetry.Dial;
import dev.shortpath.telemetry.Dials;
import dev.shortpath.telemetry.Instruments;
import dev.shortpath.telemetry.LoopDials;
import dev.shortpath.telemetry.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an operator at work shows: metrics as docs/metrics.md says, no name or label more or less; lines of the log; spans. */
@Tag("cluster")
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShownTest {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_:]+)(?:\\{([^}]*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private Collector collector;
    private Lines lines;
    private Traces traces;
    private Bench bench;
    private Hosts hosts;
    private Installed installed;

    @Inject
    MeterRegistry registry;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private String scrape() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                                    .header("Accept", "text/plain; version=0.0.4")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                    .body();
        }
    }

    private Map<String, Set<String>> shown() throws IOException, InterruptedException {
        Map<String, Set<String>> shown = new TreeMap<>();
        SAMPLE.matcher(scrape()).results().forEach(sample -> {
            Set<String> labels = shown.computeIfAbsent(sample.group(1), n -> new TreeSet<>());
            Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
            while (label.find()) {
                labels.add(label.group(1));
            }
        });
        return shown;
    }

    private static Map<String, Set<String>> documented(Iterable<Dial> dials) {
        Map<String, Set<String>> documented = new TreeMap<>();
        dials.forEach(d -> d.series().forEach(series -> {
            Set<String> labels =
                    d.labels().stream().map(Dial.Label::name).collect(Collectors.toCollection(TreeSet::new));
            if (series.endsWith("_bucket")) {
                labels.add("le");
            }
            documented.put(series, labels);
        }));
        return documented;
    }

    /** When no window is open that begins then. */
    private static String elsewhen() {
        return Instant.now().plusSeconds(7200).toString().substring(11, 16);
    }

    /** A cluster in which each metric has something to say. */
    @BeforeAll
    void begin() throws IOException {
        collector = new Collector();
        lines = new Lines();
        traces = Traces.on("one", collector.settings());
        bench = new Bench("shown");
        hosts = new Hosts(bench);
        installed = new Installed(new Instruments(registry, traces), Running.QUICK);
        bench.apply(Manifests.profile("threads")
                .replace(
                        "spec:\n",
                        "spec:\n  rollout: {strategy: Restart, window: {start: \"" + elsewhen()
                                + "\", durationMinutes: 1}}\n"));
        // It runs before it is bound: else admission, which the API server may know of or not yet, gives it its plan at
        // birth.
        bench.apply(Manifests.haltedVm("orders")
                .replace("runStrategy: Halted", "runStrategy: Always")
                .replace("labels: {shortpath.dev/profile: ~db}", "labels: {}"));
        bench.run("orders");
        bench.editVm("orders", "{\"metadata\":{\"labels\":{\"shortpath.dev/profile\":\"" + bench.named("db") + "\"}}}");
        hosts.node("n");
        hosts.report("n", Instant.now().toString(), "vfio: {ready: true}\n  nvme: [{address: \"0000:81:00.0\"}]");
        try (Socket plain = new Socket("127.0.0.1", installed.port())) {
            plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            plain.getInputStream().read();
        }
        patiently()
                .until(() -> bench.path("orders")
                        .orElseThrow()
                        .at("/status/reason")
                        .asText()
                        .equals("RestartNotSafe"));
    }

    @AfterAll
    void end() {
        List.of(installed, hosts, bench, traces, lines, collector).forEach(ShownTest::close);
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsScrapedIsWhatIsDocumented() throws Exception {
        Map<String, Set<String>> ours = documented(Dials.ALL);
        patiently().untilAsserted(() -> {
            Map<String, Set<String>> shown = shown();
            Map<String, Set<String>> loops = documented(LoopDials.ALL);
            // These come with the first failure.
            loops.keySet().removeIf(n -> n.matches("reconciliations_(failure|retries)_total") && !shown.containsKey(n));
            assertThat(shown).containsAllEntriesOf(loops);
            shown.keySet().removeIf(name -> !name.startsWith("shortpath_"));
            assertThat(shown).isEqualTo(ours);
        });
        assertThat(scrape())
                .containsPattern("shortpath_paths\\{compliance=\"OutOfDate\",profile=\"" + bench.named("db")
                        + "\",reason=\"RestartNotSafe\",?} 1.0")
                .contains("# HELP shortpath_conflicts_total " + Dials.CONFLICTS.help());
    }

    @Test
    void aTransitionIsOneLineThatIsFoundByVmProfileAndPlan() {
        String vm = bench.namespace() + "/orders";
        List<JsonNode> told = lines.of("dev.shortpath.vm").stream()
                .filter(l -> l.at("/mdc/vm").asText().equals(vm))
                .filter(l -> l.path("message").asText().contains("/RestartNotSafe: "))
                .toList();
        assertThat(told).hasSize(1);
        JsonNode mdc = told.getFirst().path("mdc");
        assertThat(mdc.path("profile").asText()).isEqualTo(bench.named("db"));
        assertThat(mdc.path("plan").asText()).matches("[0-9a-f]{12}");
        assertThat(mdc.path("traceId").asText()).matches("[0-9a-f]{32}");
        assertThat(lines.of("dev.shortpath.profile"))
                .anyMatch(l -> l.at("/mdc/profile").asText().equals(bench.named("db")));
    }

    @Test
    void aVisitIsATraceWithItsPlanAndItsReport() {
        String vm = bench.namespace() + "/orders";
        patiently().untilAsserted(() -> {
            Span report = only(collector.spans("report").stream()
                    .filter(s -> isOf(vm, s))
                    .filter(s -> Collector.marks(s).get("shortpath.outcome").equals("WRITTEN")));
            Span visit = only(collector.spans("visit virtualmachine").stream()
                    .filter(s -> s.getSpanId().equals(report.getParentSpanId())));
            Span plan = collector.spans("plan").stream()
                    .filter(s -> s.getParentSpanId().equals(visit.getSpanId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(Collector.marks(plan))
                    .containsEntry("shortpath.profile", bench.named("db"))
                    .containsEntry("shortpath.decisions.set", "2")
                    .containsKey("shortpath.plan");
        });
        assertThat(collector.resource())
                .containsEntry("service.name", "shortpath")
                .containsEntry("service.instance.id", "one");
    }

    @Test
    void aReviewIsATraceWithItsPlan() {
        AtomicInteger born = new AtomicInteger();
        patiently().until(() -> {
            // A busy API server may give up on one: then the next.
            bench.apply(Manifests.haltedVm("born-" + born.incrementAndGet()));
            return installed.created("virtualmachines", "patched") > 0;
        });
        patiently()
                .until(() -> collector.spans("review").stream().anyMatch(review -> {
                    Map<String, String> marks = Collector.marks(review);
                    return marks.get("shortpath.resource").equals("virtualmachines")
                            && marks.get("shortpath.operation").equals("CREATE")
                            && marks.get("shortpath.outcome").equals("patched")
                            && marks.get("shortpath.object").startsWith(bench.namespace() + "/")
                            && collector.spans("plan").stream()
                                    .anyMatch(s -> s.getParentSpanId().equals(review.getSpanId()));
                }));
    }

    private boolean isOf(String vm, Span child) {
        return collector.spans("visit virtualmachine").stream()
                .filter(s -> s.getSpanId().equals(child.getParentSpanId()))
                .anyMatch(s -> vm.equals(Collector.marks(s).get("shortpath.vm")));
    }

    private static Span only(Stream<Span> spans) {
        return spans.findFirst().orElseThrow();
    }
}
