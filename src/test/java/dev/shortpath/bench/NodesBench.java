package dev.shortpath.bench;

import dev.shortpath.operator.Bench;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What many nodes with many drives cost: memory of the operator's process, the time until all are labelled, and what is
 * written once all is at rest and only heartbeats come.
 *
 * <p>Not a test: `make bench-nodes` starts it, and a person reads what it prints.
 */
public final class NodesBench {
    private static final int DRIVES = 48;
    private static final int HEARTBEATS = 3;
    /** Long enough for whatever a heartbeat could have called for. */
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private static final Pattern REQUEST = Pattern.compile(
            "(?m)^apiserver_request_total\\{(?=[^}]*,resource=\"([^\"]*)\")"
                    + "(?=[^}]*subresource=\"([^\"]*)\")(?=[^}]*verb=\"(APPLY|PATCH|POST|PUT|DELETE)\")[^}]*\\} (\\S+)$");

    private final Results results = new Results("nodes");
    private final String size;

    private NodesBench(int nodes) {
        this.size = String.format("%,d nodes with %d drives: ", nodes, DRIVES);
    }

    /** The number of nodes, 1,000 if none is given; with `full` it is kept among what is committed. */
    public static void main(String... args) {
        try {
            int nodes = Sizes.exactly(args, 1000)[0];
            new NodesBench(nodes).measure(nodes);
        } catch (InterruptedException | IOException | RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
        // The clients' threads are no daemons.
        System.exit(0);
    }

    private void measure(int nodes) throws InterruptedException, IOException {
        try (Bench bench = new Bench("nodes");
                Machines machines = new Machines(bench, nodes, DRIVES)) {
            try (Operating operating = new Operating()) {
                say("started, no node yet", operating);
                machines.nodes();
                say("nodes without probes", operating);
                join(machines, nodes);
                say("all labelled", operating);
                rest(bench.client(), machines, operating);
            }
            try (Operating operating = new Operating()) {
                add("started anew: to ready", operating.readyMillis() / 1000.0, "s");
                Thread.sleep(SETTLE.toMillis());
                say("started anew, all there", operating);
            }
        }
        results.save();
    }

    private void add(String what, double value, String unit) {
        results.add(Figure.of(size + what, value, unit));
    }

    private void say(String when, Operating operating) throws IOException {
        Operating.Takes takes = operating.takes();
        add(when + ": live heap", takes.heap(), "MiB");
        add(when + ": RSS", takes.rss(), "MiB");
    }

    private void join(Machines machines, int nodes) {
        long began = System.nanoTime();
        machines.reports();
        long reported = System.nanoTime();
        Bench.patiently().atMost(Duration.ofMinutes(5)).until(() -> machines.labelled() == nodes);
        long labelled = System.nanoTime();
        add("all probes report within", (reported - began) / 1e9, "s");
        add("the last label after the last report", (labelled - reported) / 1e9, "s");
    }

    private void rest(KubernetesClient client, Machines machines, Operating operating)
            throws InterruptedException, IOException {
        Thread.sleep(SETTLE.toMillis());
        long writes = operating.takes().writes();
        Map<String, Double> before = requests(client);
        for (int i = 0; i < HEARTBEATS; i++) {
            machines.heartbeats();
        }
        Thread.sleep(SETTLE.toMillis());
        say("after " + HEARTBEATS + " heartbeats of each", operating);
        results.add(Figure.of(
                        size + "writes by the operator over " + HEARTBEATS + " heartbeats of each",
                        operating.takes().writes() - writes,
                        "")
                .exactly(0));
        System.out.println("writes that the API server counted meanwhile, by anybody:");
        requests(client).forEach((what, now) -> {
            double more = now - before.getOrDefault(what, 0.0);
            if (more > 0) {
                System.out.printf("  %-40s %.0f%n", what, more);
            }
        });
    }

    private static Map<String, Double> requests(KubernetesClient client) {
        Map<String, Double> requests = new TreeMap<>();
        REQUEST.matcher(client.raw("/metrics"))
                .results()
                .forEach(m -> requests.merge(
                        m.group(3) + " " + m.group(1) + (m.group(2).isEmpty() ? "" : "/" + m.group(2)),
                        Double.valueOf(m.group(4)),
                        Double::sum));
        return requests;
    }
}
