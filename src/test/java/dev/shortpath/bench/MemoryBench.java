package dev.shortpath.bench;

import dev.shortpath.operator.Bench;
import dev.shortpath.testcluster.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What VMs and StorageNodes cost the operator's process, in the settings that its container has. */
public final class MemoryBench {
    private static final int DRIVES = 8;
    static final double GOAL_MIB = 256;
    static final int GOAL_VMS = 10_000;

    /** Seconds without work before RSS is read: that of an operator with nothing to do. */
    private static final int QUIET = 40;

    /** Enough for it to collect its garbage. */
    private static final int SHORT_QUIET = 25;

    private final Results results = new Results("memory");
    private final int quiet = Sizes.full() ? QUIET : SHORT_QUIET;

    private MemoryBench() {}

    /** The number of VMs and of StorageNodes; 500 and 100 if none are given. */
    public static void main(String... args) {
        int[] sizes = Sizes.exactly(args, 500, 100);
        try {
            new MemoryBench().measure(sizes[0], sizes[1]);
        } catch (IOException | InterruptedException | RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
        // The clients' threads are no daemons.
        System.exit(0);
    }

    private void measure(int vms, int nodes) throws IOException, InterruptedException {
        ApiServer server = new ApiServer(TestCluster.shared());
        try (Bench bench = new Bench("memory");
                Machines machines = new Machines(bench, nodes, DRIVES)) {
            Path kubeconfig = Account.kubeconfig(TestCluster.shared(), Path.of("target/bench-kubeconfig"));
            machines.nodes();
            machines.reports();
            Fleet fleet = new Fleet(bench.client(), bench.namespace(), bench.named("measured"));
            Edits edits = new Edits(bench.client(), bench.named("measured"));
            int few = vms / 5;
            fleet.make(0, few, new Abreast(16));
            try (Follow follow = new Follow(bench.client(), bench.namespace(), vms);
                    Packaged operator = new Packaged(kubeconfig)) {
                follow.expect(edits.make());
                // Only who leads plans, which may take longer than a calm.
                operator.planned();
                server.settle();
                long before = operator.liveHeap();
                fleet.make(few, vms, new Abreast(16));
                follow.await(Duration.ofMinutes(10), operator::alive);
                server.settle();
                TimeUnit.SECONDS.sleep(quiet);
                // Before the histogram, which collects garbage.
                Usage usage = operator.usage();
                long after = operator.liveHeap();
                say(vms, nodes, (after - before) / (double) (vms - few), after, usage);
                results.add(Figure.of("one VM, as the API server gives it", Fleet.bytes(fleet.vms()), "bytes"));
            }
            try (Packaged anew = new Packaged(kubeconfig)) {
                anew.planned();
                server.settle();
                TimeUnit.SECONDS.sleep(quiet);
                Figure rss = Figure.of(
                        "RSS after a cold start with them", anew.usage().rssMiB(), "MiB");
                results.add(vms >= GOAL_VMS ? rss.atMost(GOAL_MIB) : rss);
                results.add(Figure.of(
                        "RSS of a cold start at its most", anew.usage().peakMiB(), "MiB"));
            }
        }
        results.save();
    }

    private void say(int vms, int nodes, double each, long live, Usage usage) {
        String size = String.format("%,d VMs, %,d StorageNodes", vms, nodes);
        results.add(Figure.of("live heap, " + size, live / (double) (1 << 20), "MiB"));
        Figure rss = Figure.of("RSS, " + size, usage.rssMiB(), "MiB");
        results.add(vms >= GOAL_VMS ? rss.atMost(GOAL_MIB) : rss);
        results.add(Figure.of("RSS at its most, " + size, usage.peakMiB(), "MiB"));
        results.add(Figure.of("live heap for one VM with its StoragePath", each, "bytes"));
    }
}
