package dev.shortpath.generate;

import dev.shortpath.telemetry.Dial;
import dev.shortpath.telemetry.Dials;
import dev.shortpath.telemetry.LoopDials;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** `docs/metrics.md`, from the dials that the operator shows. */
final class Metrics {
    private static final String TEXT = """
            # Metrics

            <!-- Generated from src/main/java/dev/shortpath/telemetry by `make generate`; do not edit. -->

            Every replica of the operator shows them at `/q/metrics` of port 8080. The names are kept: later versions may add
            metrics and labels. What they mean for you say the alerts ([runbooks.md](runbooks.md)) and the dashboards
            ([operator.md](operator.md#what-it-tells)).

            A gauge of the cluster's state is the same on every replica, since each keeps all caches: take its `max`, not its
            `sum`. Counters are each replica's own: take their `sum`. Labels that nothing has any more are not shown any more.

            ## Shortpath's own

            %s
            ## Of the loop, by java-operator-sdk

            %s
            There are also those of the JVM (`jvm_*`, `process_*`) and of the HTTP server (`http_server_*`), by Quarkus.
            """;

    private Metrics() {}

    static String markdown() {
        return TEXT.formatted(table(Dials.ALL), table(LoopDials.ALL));
    }

    private static String table(List<Dial> dials) {
        return dials.stream()
                .map(Metrics::row)
                .collect(Collectors.joining(
                        "",
                        "| metric | type | unit | labels | what |%n| --- | --- | --- | --- | --- |%n".formatted(),
                        ""));
    }

    private static String row(Dial dial) {
        return "| `%s` | %s | %s | %s | %s |%n"
                .formatted(
                        dial.name(),
                        dial.shape().name().toLowerCase(Locale.ROOT),
                        dial.unit(),
                        dial.labels().stream()
                                .map(l -> "`" + l.name() + "`: " + Markdown.cell(l.says()))
                                .collect(Collectors.joining("<br>")),
                        Markdown.cell(dial.help()) + ".");
    }
}
