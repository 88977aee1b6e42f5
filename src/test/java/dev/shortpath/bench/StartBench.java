package dev.shortpath.bench;

import dev.shortpath.operator.Bench;
import dev.shortpath.testcluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** How long a start takes: the operator's where there is no VM, and the command line's for one VM. */
public final class StartBench {
    private static final double GOAL_SECONDS = 0.5;
    private static final int CALLS = 15;
    private static final int STARTS = 3;

    private final Results results = new Results("start");

    private StartBench() {}

    public static void main(String... args) {
        StartBench run = new StartBench();
        try {
            run.commandLine();
            run.operator();
            run.results.save();
        } catch (IOException | InterruptedException | RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
        // The clients' threads are no daemons.
        System.exit(0);
    }

    /** Both verbs in turns, so that what the machine does besides meets both. */
    private void commandLine() throws IOException, InterruptedException {
        List<Double> render = new ArrayList<>();
        List<Double> explain = new ArrayList<>();
        for (int i = 0; i <= CALLS; i++) {
            double rendered = call("render");
            double explained = call("explain");
            // The first brings the files into memory.
            if (i > 0) {
                render.add(rendered);
                explain.add(explained);
            }
        }
        results.add(Figure.of("shortpath render of one VM, median of " + CALLS, median(render), "s")
                .atMost(GOAL_SECONDS));
        results.add(Figure.of("shortpath explain of one VM, median of " + CALLS, median(explain), "s")
                .atMost(GOAL_SECONDS));
    }

    private static double call(String verb) throws IOException, InterruptedException {
        Path program = Path.of("target/shortpath");
        if (!Files.isExecutable(program)) {
            throw new IOException(program + " is not there: run make build first");
        }
        long began = System.nanoTime();
        Process process = new ProcessBuilder(
                        program.toString(),
                        verb,
                        "-f",
                        "deploy/examples/profiles.yaml",
                        "-f",
                        "deploy/examples/played-cluster.yaml",
                        "-f",
                        "deploy/examples/vms/orders-db.yaml")
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/bench-" + verb + ".txt").toFile())
                .start();
        int code = process.waitFor();
        double seconds = (System.nanoTime() - began) / 1e9;
        if (code != 0) {
            throw new IOException("shortpath " + verb + " ends with " + code + "; see target/bench-" + verb + ".txt");
        }
        return seconds;
    }

    private void operator() throws IOException {
        Bench.ourKinds();
        Path kubeconfig = Account.kubeconfig(TestCluster.shared(), Path.of("target/bench-kubeconfig"));
        List<Double> starts = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            try (Packaged operator = new Packaged(kubeconfig)) {
                starts.add(seconds(operator.ready()));
            }
        }
        results.add(Figure.of("operator, no VM: process start to ready, median of " + STARTS, median(starts), "s"));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static double median(List<Double> all) {
        return Spread.of(DoubleStream.of(all.stream().mapToDouble(d -> d).toArray()))
                .median();
    }
}
