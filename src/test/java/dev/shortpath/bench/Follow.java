package dev.shortpath.bench;

import dev.shortpath.cluster.Json;
import dev.shortpath.cluster.Watched;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Sees, by a watch from here on, when all StoragePaths of a namespace were decided for a generation of their profile. */
final class Follow implements Watcher<GenericKubernetesResource>, AutoCloseable {
    private final int expected;
    private final CountDownLatch all = new CountDownLatch(1);
    private final Set<String> there = ConcurrentHashMap.newKeySet();
    private final KubernetesClient own;
    private final Watch watch;
    private volatile long generation = Long.MAX_VALUE;
    private volatile long last;
    private volatile String fault = "";

    Follow(KubernetesClient client, String namespace, int expected) {
        this.expected = expected;
        // It runs beside what is measured, and is to take as little as it can.
        this.own = new KubernetesClientBuilder()
                .withConfig(client.getConfiguration())
                .withKubernetesSerialization(Json.serialization())
                .build();
        this.watch = own.genericKubernetesResources(Watched.PATH.apiVersion(), Watched.PATH.shortKind())
                .inNamespace(namespace)
                .watch(this);
    }

    /** To be called before the edit that makes it. */
    void expect(long wanted) {
        generation = wanted;
    }

    @Override
    public void eventReceived(Action action, GenericKubernetesResource path) {
        Object decided = path.get("status", "profileGeneration");
        if (decided instanceof Number number && number.longValue() >= generation) {
            last = System.nanoTime();
            there.add(path.getMetadata().getName());
            if (there.size() == expected) {
                all.countDown();
            }
        }
    }

    @Override
    public void onClose(WatcherException cause) {
        fault = cause.getMessage();
    }

    /**
     * The moment (as System.nanoTime) at which the last of them was seen.
     *
     * @param alive whether there is still somebody who brings them there
     */
    long await(Duration patience, BooleanSupplier alive) throws InterruptedException {
        long began = System.nanoTime();
        while (!all.await(1, TimeUnit.SECONDS)) {
            if (!alive.getAsBoolean() || System.nanoTime() - began > patience.toNanos()) {
                throw new IllegalStateException("%d of %d StoragePaths follow generation %d, and %s. %s"
                        .formatted(
                                there.size(),
                                expected,
                                generation,
                                alive.getAsBoolean() ? patience + " are over" : "the operator has ended",
                                fault));
            }
        }
        return last;
    }

    @Override
    public void close() {
        watch.close();
        own.close();
    }
}
