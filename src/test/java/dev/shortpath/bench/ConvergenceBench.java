package dev.shortpath.bench;

import dev.shortpath.operator.Bench;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How fast VMs follow an edit of their profile, on a real API server and etcd, against a bare client that makes the same
 * writes before and after in the same run; what is written in the quiet afterwards; a cold start; and a watch that is lost.
 *
 * <p>Not a test: `make bench` starts it, and a person reads what it prints.
 */
public final class ConvergenceBench {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int QUIET_SECONDS = 60;
    private static final int SHORT_QUIET_SECONDS = 10;
    private static final int ROUNDS = 3;

    /** From so many VMs on one round takes minutes, and says enough. */
    private static final int MANY = 5000;

    /** VMs that follow an edit before one counts: until then a good part of the CPU is the JVM's compilers'. */
    private static final int WARM = 9000;

    /** What that is for the floor, which has less to compile: from then on its CPU for each VM falls no more. */
    private static final int WARM_FLOOR = 3000;

    private static final int SHORT_WARM = 300;

    /** Seconds until as many events as ever may be posted at once. */
    private static final int RATION = 11;

    /** As many VMs at a time as the operator takes by default. */
    private static final int ABREAST = 24;

    /** Each is for so many VMs, as far as two cores let KWOK keep them ready beside the measurement. */
    private static final int VMS_OF_A_NODE = 20;

    private static final int MOST_NODES = 50;

    private final int vms;
    private final int quiet;
    private final int warm;
    private final Bench bench;
    private final ApiServer server;
    private final Path kubeconfig;
    private final Fleet fleet;
    private final Edits edits;
    private final Convergence said;

    private ConvergenceBench(int vms, Bench bench, Results results) {
        this.vms = vms;
        this.quiet = Sizes.full() ? QUIET_SECONDS : SHORT_QUIET_SECONDS;
        this.warm = Sizes.full() ? WARM : SHORT_WARM;
        this.bench = bench;
        this.server = new ApiServer(TestCluster.shared());
        this.kubeconfig = Account.kubeconfig(TestCluster.shared(), Path.of("target/bench-kubeconfig"));
        this.edits = new Edits(bench.client(), bench.named("measured"));
        this.fleet = new Fleet(bench.client(), bench.namespace(), bench.named("measured"));
        this.said = new Convergence(vms, results);
    }

    /** The numbers of VMs, 100 and 1,000 if none are given. */
    public static void main(String... args) {
        int[] sizes = Sizes.of(args, 100, 1000);
        try {
            Machine machine = Machine.now();
            for (int vms : sizes) {
                Results results = new Results("convergence-" + vms, machine);
                try (Bench bench = new Bench("convergence")) {
                    new ConvergenceBench(vms, bench, results).measure();
                }
                results.save();
            }
        } catch (InterruptedException | IOException | RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
        // The clients' threads are no daemons.
        System.exit(0);
    }

    private void measure() throws IOException, InterruptedException {
        try (Machines machines = new Machines(bench, Math.min(vms / VMS_OF_A_NODE, MOST_NODES), 0)) {
            machines.nodes();
            follow();
        }
    }

    private void follow() throws IOException, InterruptedException {
        long generation = edits.make();
        fleet.make(0, vms, new Abreast(ABREAST));
        said.size(Fleet.bytes(fleet.vms()));
        Floor.State first;
        Floor.State second;
        try (Packaged operator = new Packaged(kubeconfig)) {
            bound(operator, generation);
            first = Floor.State.of(fleet);
            lap(operator);
            second = Floor.State.of(fleet);
        }
        try (KubernetesClient client = Account.client(kubeconfig)) {
            Floor floor = new Floor(client, ABREAST);
            warm(floor, first, second);
            Lap before = bare(floor, second);
            List<Lap> laps = operate();
            bare(floor, edits.isFirst() ? second : first);
            said.rates(before, laps, bare(floor, edits.isFirst() ? first : second));
        }
        // Last, since it restarts the API server: a floor beside it would be another one.
        try (Packaged operator = new Packaged(kubeconfig)) {
            // Only who leads plans, which may take longer than a calm; and the floor left reports for an older
            // generation.
            operator.planned();
            server.settle();
            gone(operator);
        }
    }

    /** The first time that an operator sees them. */
    private void bound(Packaged operator, long generation) throws InterruptedException {
        try (Follow follow = new Follow(bench.client(), bench.namespace(), vms)) {
            follow.expect(generation);
            operator.ready();
            follow.await(PATIENCE, operator::alive);
        }
        server.settle();
    }

    /** The operator's: one edit until all follow it. */
    private Lap lap(Packaged operator) throws InterruptedException {
        try (Follow follow = new Follow(bench.client(), bench.namespace(), vms)) {
            follow.expect(edits.generation() + 1);
            Lap.Clock clock = new Lap.Clock(operator.pid(), server);
            edits.next();
            return clock.stop(follow.await(PATIENCE, operator::alive));
        }
    }

    /** The floor's, beside the same watch. */
    private Lap bare(Floor floor, Floor.State wanted) throws InterruptedException {
        List<Floor.Pair> pairs = Floor.pairs(Floor.State.of(fleet), wanted);
        try (Follow _ = new Follow(bench.client(), bench.namespace(), vms)) {
            Lap.Clock clock = new Lap.Clock(ProcessHandle.current().pid(), server);
            floor.write(pairs);
            return clock.stop(System.nanoTime());
        }
    }

    /** From the second state to the first, by as many rounds as it takes. */
    private void warm(Floor floor, Floor.State first, Floor.State second) throws InterruptedException {
        int enough = Math.min(warm, WARM_FLOOR);
        bare(floor, first);
        for (int written = vms; written < enough; written += 2 * vms) {
            bare(floor, second);
            bare(floor, first);
        }
    }

    private List<Lap> operate() throws IOException, InterruptedException {
        Map<String, Long> before = server.writes();
        try (Packaged operator = new Packaged(kubeconfig)) {
            Duration ready = operator.ready();
            Duration planned = operator.planned();
            server.settle();
            said.coldStart(ready, planned, ApiServer.more(before, server.writes()));
            said.cold(lap(operator));
            for (int visits = vms; visits < warm; visits += vms) {
                lap(operator);
            }
            List<Lap> laps = new ArrayList<>();
            for (int i = 0; i < (vms < MANY ? ROUNDS : 1); i++) {
                // As after a time without edits: events are rationed, and laps in a row would have none left.
                TimeUnit.SECONDS.sleep(RATION);
                laps.add(lap(operator));
            }
            quiet();
            said.process(operator.usage(), quiet);
            return laps;
        }
    }

    private void quiet() throws InterruptedException {
        Map<String, Long> before = server.writes();
        TimeUnit.SECONDS.sleep(quiet);
        said.quiet(quiet, ApiServer.more(before, server.writes()));
    }

    /** Every watch is lost for good, and while they are, the profile is edited. */
    private void gone(Packaged operator) throws IOException, InterruptedException {
        server.restartWithoutHistory();
        try (Follow follow = new Follow(bench.client(), bench.namespace(), vms)) {
            follow.expect(edits.generation() + 1);
            Lap.Clock clock = new Lap.Clock(operator.pid(), server);
            edits.next();
            Lap lap = clock.stop(follow.await(PATIENCE, operator::alive));
            said.gone(lap, server.lists("virtualmachines"));
        }
    }
}
