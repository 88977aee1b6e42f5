package dev.shortpath.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Keys;
import dev.shortpath.kubevirt.Trial;
import dev.shortpath.kubevirt.Trial.Side;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One measurement on a cluster: makes the throw-away VMs, hears them out, and takes them away. */
public final class Experiment {
    private final KubernetesClient client;
    private final Trial trial;
    private final Work work;
    private final Consumer<String> progress;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final Map<String, String> statuses = new ConcurrentHashMap<>();
    private final Map<Side, String> troubles = new ConcurrentHashMap<>();

    private record Heard(Side side, String line) {}

    /** @param progress hears sentences for a person */
    public Experiment(KubernetesClient client, Trial trial, Work work, Consumer<String> progress) {
        this.client = client;
        this.trial = trial;
        this.work = work;
        this.progress = progress;
    }

    /**
     * Comes back with what was found. The objects are taken away before, also where the process is asked to end.
     *
     * @param keep whether they stay
     */
    public Comparison run(List<JsonNode> objects, boolean keep) throws NotMeasured {
        Stage stage = new Stage(client, keep, progress);
        Thread goodbye = new Thread(stage::close, "bench-goodbye");
        Runtime.getRuntime().addShutdownHook(goodbye);
        try (stage;
                Listening listening =
                        new Listening(client, trial, (side, line) -> heard.add(new Heard(side, line)), this::unheard);
                SharedIndexInformer<GenericKubernetesResource> _ = watch()) {
            stage.make(objects, trial);
            progress.accept("made " + names() + "; at most " + minutes() + " minutes");
            listening.start();
            return listen();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotMeasured("interrupted", e);
        } catch (KubernetesClientException e) {
            throw new NotMeasured("the API server does not answer as it should: " + e.getMessage(), e);
        } finally {
            forget(goodbye);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already, and the hook runs.
        }
    }

    private Comparison listen() throws NotMeasured, InterruptedException {
        Transcript transcript = new Transcript();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(work.timeout());
        int told = 0;
        while (transcript.counting(Side.PROFILE, work.rounds()).size() < work.rounds()) {
            Heard next = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new NotMeasured("it took longer than " + minutes() + " minutes; "
                        + transcript.counting(Side.PROFILE, work.rounds()).size() + " of " + work.rounds()
                        + " rounds were measured; " + statuses());
            }
            hear(transcript, next);
            int done = transcript.counting(Side.PROFILE, work.rounds()).size();
            if (done > told) {
                progress.accept("round " + done + " of " + work.rounds());
                told = done;
            }
        }
        return Comparison.of(
                transcript.counting(Side.PROFILE, work.rounds()), transcript.counting(Side.DEFAULT, work.rounds()));
    }

    /** Said once for each cause: the same is tried again and again. */
    private void unheard(Side side, String why) {
        if (!why.equals(troubles.put(side, why))) {
            progress.accept(trial.namespace() + "/" + trial.name(side) + ": its console cannot be read now: " + why);
        }
    }

    private void hear(Transcript transcript, Heard next) throws NotMeasured {
        String who = trial.namespace() + "/" + trial.name(next.side());
        switch (transcript.hear(next.side(), next.line())) {
            case FAILED -> throw new NotMeasured(who + ": " + Transcript.why(next.line()));
            case ENDED -> throw new NotMeasured(who + " ended before all rounds were measured");
            case READY -> progress.accept(who + " is ready");
            default -> {
                // Rounds are counted in pairs.
            }
        }
    }

    /** Tells what KubeVirt says of the two VMs, whenever that changes. */
    private SharedIndexInformer<GenericKubernetesResource> watch() {
        return client.genericKubernetesResources("kubevirt.io/v1", "VirtualMachine")
                .inNamespace(trial.namespace())
                .withLabel(Keys.BENCH, trial.of())
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(GenericKubernetesResource vm) {
                        tell(vm);
                    }

                    @Override
                    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource vm) {
                        tell(vm);
                    }

                    @Override
                    public void onDelete(GenericKubernetesResource vm, boolean unknown) {
                        statuses.put(vm.getMetadata().getName(), "deleted");
                    }
                });
    }

    private void tell(GenericKubernetesResource vm) {
        String status = vm.get("status", "printableStatus");
        String name = vm.getMetadata().getName();
        if (status != null && !status.equals(statuses.put(name, status))) {
            progress.accept(trial.namespace() + "/" + name + " is " + status);
        }
    }

    private String statuses() {
        return statuses.isEmpty()
                ? "KubeVirt said nothing of the VMs"
                : "KubeVirt says last: "
                        + statuses.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(e -> e.getKey() + " " + e.getValue())
                                .collect(java.util.stream.Collectors.joining(", "));
    }

    private String names() {
        return trial.namespace() + "/" + trial.name(Side.PROFILE) + " and " + trial.name(Side.DEFAULT);
    }

    private long minutes() {
        return (work.timeout() + 59) / 60;
    }
}
