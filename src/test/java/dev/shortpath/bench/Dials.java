package dev.shortpath.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the webhook took as the API server counts it, and as we do. */
final class Dials {
    private static final String ADMISSION = "shortpath.admission";
    private static final String COUNTED = "apiserver_admission_webhook_admission_duration_seconds";
    private static final Pattern LINE = Pattern.compile("(?m)^" + COUNTED
            + "_(bucket|sum|count)\\{(?=[^}]*name=\"virtualmachines\\.shortpath\\.dev\")"
            + "(?=[^}]*operation=\"CREATE\")(?:[^}]*le=\"([^\"]*)\")?[^}]*\\} (\\S+)$");

    private static final Pattern WITHOUT = Pattern.compile("(?m)^apiserver_admission_webhook_fail_open_count\\{"
            + "(?=[^}]*name=\"virtualmachines\\.shortpath\\.dev\")[^}]*\\} (\\S+)$");
    private static final String FAILED_OPEN = "failed open";

    private final KubernetesClient client;
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private Map<String, Double> before = Map.of();

    Dials(KubernetesClient client) {
        this.client = client;
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                return id.getName().equals(ADMISSION)
                        ? DistributionStatisticConfig.builder()
                                .percentiles(0.5, 0.95, 0.99)
                                .expiry(Duration.ofHours(1))
                                .bufferLength(1)
                                .build()
                                .merge(config)
                        : config;
            }
        });
    }

    MeterRegistry registry() {
        return registry;
    }

    long answered() {
        return registry.find(ADMISSION).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    /** Counts from here. */
    void reset() {
        before = counted();
        registry.find(ADMISSION).timers().forEach(registry::remove);
    }

    /** Calls that the API server did not wait for any longer, since the last reset. */
    double givenUp() {
        return counted().getOrDefault(FAILED_OPEN, 0.0) - before.getOrDefault(FAILED_OPEN, 0.0);
    }

    private Map<String, Double> counted() {
        Map<String, Double> counted = new TreeMap<>();
        String metrics = client.raw("/metrics");
        LINE.matcher(metrics).results().forEach(m -> counted.merge(key(m), Double.valueOf(m.group(3)), Double::sum));
        WITHOUT.matcher(metrics)
                .results()
                .forEach(m -> counted.merge(FAILED_OPEN, Double.valueOf(m.group(1)), Double::sum));
        return counted;
    }

    private static String key(MatchResult line) {
        return line.group(1).equals("bucket") ? line.group(2) : line.group(1);
    }

    @Override
    public String toString() {
        Map<String, Double> now = counted();
        before.forEach((key, value) -> now.merge(key, -value, Double::sum));
        double count = Math.max(1, now.getOrDefault("count", 0.0));
        String api =
                "%-32s %8.0f  mean %.2f, within 5 ms %.1f %%, 25 ms %.1f %%, 100 ms %.1f %%, 500 ms %.1f %%; given up: %.0f"
                        .formatted(
                                "the call, by the API server",
                                count,
                                1000 * now.getOrDefault("sum", 0.0) / count,
                                100 * now.getOrDefault("0.005", 0.0) / count,
                                100 * now.getOrDefault("0.025", 0.0) / count,
                                100 * now.getOrDefault("0.1", 0.0) / count,
                                100 * now.getOrDefault("0.5", 0.0) / count,
                                now.getOrDefault(FAILED_OPEN, 0.0));
        return api + ours();
    }

    private String ours() {
        StringBuilder text = new StringBuilder();
        registry.find(ADMISSION).tag("resource", "virtualmachines").timers().forEach(timer -> {
            var seen = timer.takeSnapshot();
            text.append("%n%-32s %8d".formatted("our answer, by ourselves", seen.count()));
            for (var percentile : seen.percentileValues()) {
                text.append(" %8.2f".formatted(percentile.value(TimeUnit.MILLISECONDS)));
            }
            text.append(" %8.2f".formatted(seen.max(TimeUnit.MILLISECONDS)));
        });
        return text.toString();
    }
}
