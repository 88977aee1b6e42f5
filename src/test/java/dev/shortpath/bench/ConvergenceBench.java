package dev.shortpath.bench;

import dev.shortpath.operator.Bench;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How fast VMs follow an edit of their profile, on a real API server and etcd, against a bare client that makes the same
 * writes before and after in the same run.
 *
 * <p>Not a test: `make bench` starts it, and a person reads what it prints.
 */
public final class ConvergenceBench {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final int ROUNDS = 3;

    private final int vms;
    private final Bench bench;
    private final ApiServer server;
    private final Path kubeconfig;
    private final Fleet fleet;
    private final Edits edits;

    private ConvergenceBench(int vms, Bench bench) {
        this.vms = vms;
        this.bench = bench;
        this.server = new ApiServer(TestCluster.shared());
        this.kubeconfig = Account.kubeconfig(TestCluster.shared(), Path.of("target/bench-kubeconfig"));
        this.edits = new Edits(bench.client(), bench.named("measured"));
        this.fleet = new Fleet(bench.client(), bench.namespace(), bench.named("measured"));
    }

    /** The numbers of VMs, 100 and 1,000 if none are given. */
    public static void main(String... args) {
        int[] sizes = args.length == 0
                ? new int[] {100, 1000}
                : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        try {
            for (int vms : sizes) {
                try (Bench bench = new Bench("convergence")) {
                    new ConvergenceBench(vms, bench).measure();
                }
            }
        } catch (InterruptedException | IOException | RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
        // The clients' threads are no daemons.
        System.exit(0);
    }

    private void measure() throws IOException, InterruptedException {
        long generation = edits.make();
        fleet.make(0, vms, new Abreast(16));
        System.out.printf("%n%,d VMs of %,d bytes each%n", vms, Fleet.bytes(fleet.vms()));
        Floor.State one;
        Floor.State other;
        try (Packaged operator = new Packaged(kubeconfig)) {
            bound(operator, generation);
            one = Floor.State.of(fleet);
            edit(operator);
            other = Floor.State.of(fleet);
        }
        try (KubernetesClient client = Account.client(kubeconfig)) {
            Floor floor = new Floor(client, 24);
            floor.write(Floor.State.of(fleet), one);
            Duration before = floor.write(Floor.State.of(fleet), other);
            List<Edit> measured = operate();
            floor.write(Floor.State.of(fleet), edits.isFirst() ? other : one);
            Duration after = floor.write(Floor.State.of(fleet), edits.isFirst() ? one : other);
            say(before, measured, after);
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

    /** One edit until all follow it. */
    private record Edit(Duration took, Usage operator, Usage server, Usage etcd, Map<String, Long> writes) {
        double rate(int vms) {
            return vms / (took.toNanos() / 1e9);
        }
    }

    private Edit edit(Packaged operator) throws InterruptedException {
        try (Follow follow = new Follow(bench.client(), bench.namespace(), vms)) {
            follow.expect(edits.generation() + 1);
            Map<String, Long> writes = server.writes();
            Usage ours = operator.usage();
            Usage servers = server.usage();
            Usage etcd = server.etcd();
            long began = System.nanoTime();
            edits.next();
            Duration took = Duration.ofNanos(follow.await(PATIENCE, operator::alive) - began);
            ours = operator.usage().since(ours);
            servers = server.usage().since(servers);
            etcd = server.etcd().since(etcd);
            server.settle();
            return new Edit(took, ours, servers, etcd, ApiServer.more(writes, server.writes()));
        }
    }

    private List<Edit> operate() throws IOException, InterruptedException {
        Map<String, Long> before = server.writes();
        try (Packaged operator = new Packaged(kubeconfig)) {
            System.out.printf(
                    "cold start: ready after %.2f s, a plan after %.2f s%n",
                    seconds(operator.ready()), seconds(operator.planned()));
            server.settle();
            System.out.println("writes of a cold start: " + ApiServer.more(before, server.writes()));
            edit(operator);
            List<Edit> edited = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                edited.add(edit(operator));
            }
            System.out.printf(
                    "operator: live heap %d MiB, RSS %d MiB, at most %d MiB%n",
                    operator.liveHeap() >> 20,
                    operator.usage().rssMiB(),
                    operator.usage().peakMiB());
            return edited;
        }
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private void say(Duration before, List<Edit> edited, Duration after) {
        System.out.printf("floor before: %.0f VMs/s%n", vms / seconds(before));
        for (Edit edit : edited) {
            System.out.printf(
                    "edit: %.2f s, %.0f VMs/s; operator %.2f s CPU, %d KiB; API server %.2f s, etcd %.2f s; %s%n",
                    seconds(edit.took()),
                    edit.rate(vms),
                    edit.operator().cpuSeconds(),
                    edit.operator().bytes() >> 10,
                    edit.server().cpuSeconds(),
                    edit.etcd().cpuSeconds(),
                    edit.writes());
        }
        System.out.printf("floor after: %.0f VMs/s%n", vms / seconds(after));
    }
}
