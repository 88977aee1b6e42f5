package dev.shortpath.operator;

import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** An operator in this process, put together as in a cluster, under the administrator's account. */
final class Running implements AutoCloseable {
    static final Settings QUICK = Settings.DEFAULT.withProfileGrace(Duration.ofSeconds(3));

    private final KubernetesClient client;
    private final ShortpathOperator operator;

    Running(Settings settings) {
        this(settings, InstantSource.system());
    }

    Running(Settings settings, InstantSource clock) {
        this(TestCluster.shared().kubeconfig(), settings, clock);
    }

    static Running under(Path kubeconfig, Settings settings) {
        return under(kubeconfig, settings, InstantSource.system());
    }

    static Running under(Path kubeconfig, Settings settings, InstantSource clock) {
        return new Running(kubeconfig, settings, clock);
    }

    private Running(Path kubeconfig, Settings settings, InstantSource clock) {
        try {
            Config access = Config.fromKubeconfig(Files.readString(kubeconfig));
            access.setWatchReconnectInterval(100);
            client = new KubernetesClientBuilder().withConfig(access).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        operator = new ShortpathOperator(client, new SimpleMeterRegistry(), settings, clock);
        operator.start();
        Bench.patiently().until(operator::ready);
    }

    boolean ready() {
        return operator.ready();
    }

    @Override
    public void close() {
        operator.close();
        client.close();
    }
}
