package dev.shortpath.cli.bench;

import dev.shortpath.api.Keys;
import dev.shortpath.kubevirt.Trial;
import dev.shortpath.kubevirt.Trial.Side;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Reads the serial consoles of both guests out of their pods' logs. A stream that ends (a restarted API server, a rotated log) is
 * opened anew from its beginning: who hears a line twice must mind.
 */
final class Listening implements AutoCloseable {
    private static final int AGAIN = 2;

    private final KubernetesClient client;
    private final Trial trial;
    private final BiConsumer<Side, String> heard;
    private final BiConsumer<Side, String> trouble;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(
            Side.values().length, Thread.ofPlatform().daemon().name("bench-", 0).factory());

    /**
     * One that does not listen yet.
     *
     * @param heard takes each line
     * @param trouble hears why a console could not be read just now
     */
    Listening(KubernetesClient client, Trial trial, BiConsumer<Side, String> heard, BiConsumer<Side, String> trouble) {
        this.client = client;
        this.trial = trial;
        this.heard = heard;
        this.trouble = trouble;
    }

    void start() {
        for (Side side : Side.values()) {
            threads.scheduleWithFixedDelay(() -> listen(side), 0, AGAIN, TimeUnit.SECONDS);
        }
    }

    private void listen(Side side) {
        try {
            Optional<String> pod = pod(side);
            if (pod.isPresent()) {
                lines(side, pod.get());
            }
        } catch (RuntimeException | IOException e) {
            // Not there yet, or the way to it is cut: it is tried again, and the time allowed ends it.
            trouble.accept(side, String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    private Optional<String> pod(Side side) {
        return client
                .pods()
                .inNamespace(trial.namespace())
                .withLabels(Map.of(Keys.BENCH, trial.of(), Keys.BENCH_SIDE, side.word()))
                .list()
                .getItems()
                .stream()
                .filter(p ->
                        p.getStatus() != null && "Running".equals(p.getStatus().getPhase()))
                .map((Pod p) -> p.getMetadata().getName())
                .findFirst();
    }

    private void lines(Side side, String pod) throws IOException {
        try (LogWatch log = client.pods()
                        .inNamespace(trial.namespace())
                        .withName(pod)
                        .inContainer(Trial.CONSOLE)
                        .watchLog();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(log.getOutput(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.accept(side, line);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
