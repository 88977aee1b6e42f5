package dev.shortpath.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a PromQL expression refers to, read well enough for ours. */
record Expression(String text) {
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern METRIC = Pattern.compile(
            "\\b((?:shortpath|reconciliations|custom|jvm|process|system|http_server|up|apiserver)[a-z_]*)\\b");
    private static final Pattern MATCHERS = Pattern.compile("\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern BY = Pattern.compile("\\b(?:by|on|without)\\s*\\(([^)]*)\\)");
    /** What Prometheus adds, or Grafana's variables. */
    private static final Set<String> ANYBODYS = Set.of("namespace", "pod", "instance", "job", "le");

    private String bare() {
        return STRING.matcher(text).replaceAll("\"\"");
    }

    Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        // A label's name is no metric.
        METRIC.matcher(MATCHERS.matcher(BY.matcher(bare()).replaceAll("")).replaceAll(""))
                .results()
                .forEach(m -> names.add(m.group(1)));
        return names;
    }

    private Set<String> labels() {
        Set<String> labels = new TreeSet<>();
        MATCHERS.matcher(bare())
                .results()
                .forEach(m -> MATCHER.matcher(m.group(1)).results().forEach(l -> labels.add(l.group(1))));
        BY.matcher(bare()).results().forEach(m -> List.of(m.group(1).split(",")).forEach(l -> labels.add(l.strip())));
        labels.removeAll(ANYBODYS);
        return labels;
    }

    /** Every metric of ours and of the loop is documented, with every label that is asked for. */
    void isDocumented() {
        assertThat(metrics()).as(text).isNotEmpty();
        Set<String> known = new TreeSet<>();
        for (String metric : metrics()) {
            if (metric.startsWith("shortpath_") || metric.startsWith("reconciliations_")) {
                assertThat(Dials.of(metric)).as("%s in %s", metric, text).isPresent();
                Dials.of(metric).orElseThrow().labels().forEach(l -> known.add(l.name()));
            } else {
                known.addAll(Set.of("area", "id", "action", "cause", "state", "uri", "status"));
            }
        }
        assertThat(known).as("labels in %s", text).containsAll(labels());
    }
}
