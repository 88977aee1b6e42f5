package dev.shortpath.operator;

import dev.shortpath.cluster.Shelf;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JOSDK's part: the reconcilers that are registered at start, who leads, and how they retry. */
final class Loops implements AutoCloseable {
    private static final String LEASE = "shortpath-operator";

    private static final Logger LOG = LoggerFactory.getLogger(ShortpathOperator.class);

    private final Operator operator;
    private final Runnable tookLead;
    private volatile boolean closing;

    Loops(KubernetesClient client, MeterRegistry registry, Settings settings, Runnable tookLead) {
        this.tookLead = tookLead;
        this.operator = new Operator(o -> configure(o, client, registry, settings));
    }

    private void configure(
            ConfigurationServiceOverrider config, KubernetesClient client, MeterRegistry registry, Settings settings) {
        config.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(settings.threads())
                .withStopOnInformerErrorDuringStartup(false)
                .withCacheSyncTimeout(settings.cacheSync())
                .withReconciliationTerminationTimeout(Duration.ofSeconds(5))
                .withMetrics(MicrometerMetricsV2.newBuilder(registry).build())
                // What the loop is given has nothing in it but a name: there is nothing to clone.
                .withResourceCloner(new Cloner() {
                    @Override
                    public <R extends HasMetadata> R clone(R object) {
                        return object;
                    }
                });
        settings.lease()
                .ifPresent(namespace -> config.withLeaderElectionConfiguration(
                        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
                                .withLeaseNamespace(namespace)
                                .withLeaderCallbacks(new LeaderCallbacks(tookLead::run, this::lostLead, leader -> {}))
                                .build()));
    }

    /** Who leads no more must end at once, or two would write; JOSDK's own way would also end who merely closes. */
    private void lostLead() {
        if (!closing) {
            LOG.error("another replica leads, or the lease could not be renewed: ending, to be started anew");
            Runtime.getRuntime().halt(1);
        }
    }

    <P extends HasMetadata> RegisteredController<P> register(
            Reconciler<P> reconciler, Shelf<P> shelf, LinearRateLimiter limiter) {
        return operator.register(
                reconciler,
                (ControllerConfigurationOverrider<P> c) -> c.watchingAllNamespaces()
                        .withItemStore(shelf)
                        // The shelf's listener decides what is news; the informer only brings objects in and out.
                        .withOnUpdateFilter((now, before) -> false)
                        .withInformerListLimit(shelf.page())
                        .withRateLimiter(limiter)
                        .withRetry(new GenericRetry()
                                .setInitialInterval(500)
                                .setIntervalMultiplier(2)
                                .setMaxInterval(60_000)
                                .setMaxAttempts(-1)));
    }

    /** Whether a loop has read all of its kind. */
    static boolean synced(RegisteredController<?> loop) {
        return informers(loop, InformerHealthIndicator::hasSynced);
    }

    /** Whether the API server serves a loop's kind. */
    static boolean watching(RegisteredController<?> loop) {
        return informers(loop, InformerHealthIndicator::isWatching);
    }

    private static boolean informers(RegisteredController<?> loop, Predicate<InformerHealthIndicator> is) {
        List<InformerHealthIndicator> informers =
                loop.getControllerHealthInfo().eventSourceHealthIndicators().values().stream()
                        .filter(InformerWrappingEventSourceHealthIndicator.class::isInstance)
                        .<InformerWrappingEventSourceHealthIndicator<?>>map(
                                InformerWrappingEventSourceHealthIndicator.class::cast)
                        .flatMap(source -> source.informerHealthIndicators().values().stream())
                        .toList();
        return !informers.isEmpty() && informers.stream().allMatch(is);
    }

    void start() {
        operator.start();
    }

    boolean started() {
        return operator.getRuntimeInfo().isStarted();
    }

    @Override
    public void close() {
        closing = true;
        operator.stop();
    }
}
