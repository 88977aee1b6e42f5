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
    private static final int QUIET_SECONDS = 60;
    private static final int SHORT_QUIET_SECONDS = 10;

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
    private final Laps laps;
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
        this.laps = new Laps(bench, server, fleet, edits, vms);
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
            laps.bound(operator, generation);
            first = Floor.State.of(fleet);
            laps.operator(operator);
            second = Floor.State.of(fleet);
        }
        try (KubernetesClient client = Account.client(kubeconfig)) {
            Floor floor = new Floor(client, ABREAST);
            laps.warm(floor, first, second, Math.min(warm, WARM_FLOOR));
            List<Lap> before = laps.floors(floor, second, first);
            List<Lap> operators = operate();
            Floor.State now = edits.isFirst() ? first : second;
            Floor.State other = edits.isFirst() ? second : first;
            laps.floor(floor, other);
            said.rates(before, operators, laps.floors(floor, now, other));
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

    private List<Lap> operate() throws IOException, InterruptedException {
        Map<String, Long> before = server.writes();
        try (Packaged operator = new Packaged(kubeconfig)) {
            Duration ready = operator.ready();
            Duration planned = operator.planned();
            server.settle();
            said.coldStart(ready, planned, ApiServer.more(before, server.writes()));
            said.cold(laps.operator(operator));
            laps.warm(operator, warm - vms);
            List<Lap> counted = new ArrayList<>();
            for (int i = 0; i < laps.rounds(); i++) {
                // As after a time without edits: events are rationed, and laps in a row would have none left.
                TimeUnit.SECONDS.sleep(RATION);
                counted.add(laps.operator(operator));
            }
            quiet();
            said.process(operator.usage(), quiet);
            return counted;
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
        said.gone(laps.operator(operator), server.lists("virtualmachines"));
    }
}
