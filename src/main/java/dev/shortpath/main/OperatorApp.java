package dev.shortpath.main;

import dev.shortpath.operator.Settings;
import dev.shortpath.operator.ShortpathOperator;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.eclipse.microprofile.health.Readiness;

/** The operator's process: its lifecycle, health and metrics are Quarkus'. */
public final class OperatorApp implements QuarkusApplication {
    /** A kind that is not served yet is asked for again after this many milliseconds, then twice that, up to 32 times. */
    private static final int ASK_AGAIN = 250;

    private final OperatorConfig config;
    private final MeterRegistry registry;
    private final CachesRead readiness;

    @Inject
    OperatorApp(OperatorConfig config, MeterRegistry registry, @Readiness CachesRead readiness) {
        this.config = config;
        this.registry = registry;
        this.readiness = readiness;
    }

    @Override
    public int run(String... args) {
        Config access =
                new ConfigBuilder().withWatchReconnectInterval(ASK_AGAIN).build();
        Settings settings = config.settings();
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(access).build();
                ShortpathOperator operator =
                        new ShortpathOperator(client, registry, settings, InstantSource.system())) {
            readiness.of(operator::ready);
            operator.start();
            Quarkus.waitForExit();
        }
        return 0;
    }
}
