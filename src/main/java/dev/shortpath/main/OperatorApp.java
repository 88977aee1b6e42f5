package dev.shortpath.main;

import dev.shortpath.admission.Admission;
import dev.shortpath.admission.AdmissionSettings;
import dev.shortpath.admission.Desks;
import dev.shortpath.cluster.Json;
import dev.shortpath.operator.Settings;
import dev.shortpath.operator.ShortpathOperator;
import dev.shortpath.plan.Planner;
import dev.shortpath.telemetry.Instruments;
import dev.shortpath.telemetry.Meters;
import dev.shortpath.telemetry.Traces;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.Readiness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's process: its lifecycle, health and metrics are Quarkus'. */
public final class OperatorApp implements QuarkusApplication {
    /** A kind that is not served yet is asked for again after this many milliseconds, then twice that, up to 32 times. */
    private static final int ASK_AGAIN = 250;

    private static final Logger LOG = LoggerFactory.getLogger(OperatorApp.class);

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
        Settings settings = config.settings();
        try (Traces traces = config.traces().enabled() ? Traces.on(settings.instance(), Map.of()) : Traces.off();
                Lull lull = new Lull()) {
            lull.start();
            serve(settings, new Instruments(registry, traces));
        }
        return 0;
    }

    private void serve(Settings settings, Instruments instruments) {
        Config access =
                new ConfigBuilder().withWatchReconnectInterval(ASK_AGAIN).build();
        try (KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(access)
                        .withKubernetesSerialization(Json.serialization())
                        .build();
                ShortpathOperator operator =
                        new ShortpathOperator(client, instruments, settings, InstantSource.system())) {
            Optional<Admission> admission = config.admission().map(a -> admission(client, instruments, a, operator));
            readiness.of(() ->
                    operator.ready() && admission.map(Admission::isListening).orElse(true));
            // First, so that from the first moment of the loop on nobody is born unseen.
            admission.ifPresentOrElse(
                    Admission::start,
                    () -> LOG.info("no webhook: SHORTPATH_WEBHOOK_NAMESPACE names no namespace for it"));
            operator.start();
            Quarkus.waitForExit();
            admission.ifPresent(Admission::close);
        }
    }

    private Admission admission(
            KubernetesClient client, Instruments instruments, AdmissionSettings settings, ShortpathOperator operator) {
        Meters meters = new Meters(instruments);
        Admission admission = new Admission(
                new Admission.Surroundings(client, instruments, InstantSource.system()),
                settings,
                operator.caches(),
                Desks.of(operator.caches(), operator.gathering(), facts -> meters.timed(() -> Planner.plan(facts))),
                operator::leads);
        operator.onLead(admission::tookLead);
        return admission;
    }
}
