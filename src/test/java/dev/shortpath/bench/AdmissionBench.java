package dev.shortpath.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.admission.Installation;
import dev.shortpath.operator.Bench;
import dev.shortpath.operator.Installed;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long the API server takes to answer whoever creates a VM, with the webhook and without it, in the same run: every
 * VM is created twice as a dry run, once in a namespace that the webhooks leave out.
 *
 * <p>Not a test: `make bench-admission` starts it, and a person reads what it prints.
 */
public final class AdmissionBench {
    private static final int ABREAST = 4;
    private static final int WARM_UP = 1000;
    private static final int PROFILES = 30;
    private static final int NODES = 50;
    private static final int A_SECOND = 50;
    /** Every so many VMs one is tried without the webhook: what the API server takes by itself under that load. */
    private static final int PROBE = 5;

    private static final Duration STEADY = Duration.ofSeconds(10);

    private static final List<String> OUTCOMES = List.of("patched", "unchanged", "late", "failed", "malformed");

    private final Bench bench;
    private final Population population;
    private final Births births;
    private final Dials dials;

    private AdmissionBench(Bench bench, Population population, Dials dials) {
        this.bench = bench;
        this.population = population;
        this.births = new Births(bench.client());
        this.dials = dials;
    }

    /** The number of VMs, 10,000 if none is given. */
    public static void main(String... args) {
        try {
            measure(Sizes.exactly(args, 10_000)[0]);
        } catch (InterruptedException | IOException | RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
        // The clients' threads are no daemons.
        System.exit(0);
    }

    private static void measure(int vms) throws InterruptedException, IOException {
        // First, while the machine does nothing of ours.
        Results results = new Results("admission");
        try (Bench bench = new Bench("bench");
                Population population = new Population(bench, PROFILES, vms)) {
            IntStream.range(0, NODES).forEach(i -> node(bench, i));
            Dials dials = new Dials(bench.client());
            try (Installed installed = new Installed(dials.registry())) {
                AdmissionBench run = new AdmissionBench(bench, population, dials);
                run.untilAsked();
                run.interleaved(vms);
                run.steadily(installed);
                results.add(
                        Figure.of("webhook calls that the API server gave up on, at 50 a second", dials.givenUp(), "")
                                .exactly(0));
                new Compared(bench, run.births, results).run();
            } finally {
                IntStream.range(0, NODES)
                        .forEach(i -> bench.client()
                                .nodes()
                                .withName(bench.named("node-" + i))
                                .delete());
            }
        }
    }

    private static void node(Bench bench, int index) {
        bench.client()
                .nodes()
                .resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(bench.named("node-" + index))
                        .withLabels(Map.of("kubevirt.io/schedulable", "true", "kubernetes.io/arch", "amd64"))
                        .endMetadata()
                        .build())
                .create();
    }

    /** The API server takes a moment to learn of a new caBundle and new conditions. */
    private void untilAsked() {
        Bench.patiently().until(() -> {
            births.dry(population.vm(0), bench.namespace());
            return dials.answered() > 0;
        });
    }

    private void interleaved(int vms) throws InterruptedException {
        pairs(Math.min(WARM_UP, vms), new Times(""), new Times(""));
        dials.reset();
        Times without = new Times("without the webhook");
        Times with = new Times("with the webhook");
        pairs(vms, without, with);
        System.out.printf(
                "%n%,d VMs, %d at a time, %d profiles, %d nodes%n%n",
                vms, ABREAST, population.profiles().size(), NODES);
        System.out.println(Times.HEAD);
        System.out.println(without);
        System.out.println(with);
        System.out.println(with.beyond(without));
        System.out.println(dials);
    }

    private void pairs(int vms, Times without, Times with) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(ABREAST)) {
            for (int i = 0; i < vms; i++) {
                int index = i;
                threads.execute(() -> {
                    // In turns, so that neither always comes second.
                    for (boolean asked : index % 2 == 0 ? new boolean[] {true, false} : new boolean[] {false, true}) {
                        ObjectNode vm = population.bound(index);
                        String namespace = asked ? bench.namespace() : Installation.NAMESPACE;
                        (asked ? with : without).add(births.dry(vm, namespace));
                    }
                });
            }
        }
    }

    /** VMs made in earnest at an even pace, so that the loop works beside the door. */
    private void steadily(Installed installed) throws InterruptedException {
        dials.reset();
        int vms = (int) (A_SECOND * STEADY.toSeconds());
        Times times = new Times("created in earnest");
        Times without = new Times("beside them, without the webhook");
        try (var pace = Executors.newScheduledThreadPool(A_SECOND)) {
            for (int i = 0; i < vms; i++) {
                ObjectNode vm = population.bound(i % population.size());
                vm.withObject("/metadata").put("name", "steady-" + i);
                long due = i * 1000L / A_SECOND;
                pace.schedule(() -> times.add(births.real(vm, bench.namespace())), due, TimeUnit.MILLISECONDS);
                if (i % PROBE == 0) {
                    pace.schedule(
                            () -> without.add(births.dry(vm, Installation.NAMESPACE)), due, TimeUnit.MILLISECONDS);
                }
            }
        }
        System.out.printf("%n%d VMs a second for %d s%n%n", A_SECOND, STEADY.toSeconds());
        System.out.println(Times.HEAD);
        System.out.println(without);
        System.out.println(times);
        System.out.println(dials);
        System.out.println(OUTCOMES.stream()
                .map(word -> "%s: %.0f".formatted(word, installed.reviews("virtualmachines", word)))
                .collect(Collectors.joining(", ", "in all, updates by the loop included: ", "")));
    }
}
