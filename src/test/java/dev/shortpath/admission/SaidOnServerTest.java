package dev.shortpath.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What stands in the webhook configurations of how the operator was started, while replicas were started otherwise. */
@Tag("cluster")
class SaidOnServerTest {
    private static final String SAID = "shortpath.dev/hook-sidecars";

    private final Installation installation = new Installation();
    private final List<Admission> replicas = new ArrayList<>();

    @AfterEach
    void close() {
        replicas.forEach(Admission::close);
        installation.close();
    }

    private Admission replica(boolean sidecars, BooleanSupplier leads) {
        AdmissionSettings usual = AdmissionSettings.usual(new Door.Place("127.0.0.1", 0), Installation.NAMESPACE);
        Admission admission = new Admission(
                new Admission.Surroundings(installation.account(), new SimpleMeterRegistry(), InstantSource.system()),
                sidecars ? usual.withHookSidecars() : usual,
                () -> Optional.of(new Audience(List.of(), true)),
                Map.of(),
                leads);
        replicas.add(admission);
        admission.start();
        return admission;
    }

    private ObjectMeta configuration() {
        return installation
                .account()
                .genericKubernetesResources(Configurations.VERSION, "MutatingWebhookConfiguration")
                .withName(AdmissionSettings.CONFIGURATION)
                .get()
                .getMetadata();
    }

    private void await(String word) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(configuration().getAnnotations()).containsEntry(SAID, word));
    }

    /** At every look for so long: one that finds another word leaves too little time for the rest. */
    private void stays(String word, Duration time) {
        Awaitility.await()
                .during(time)
                .atMost(time.plusSeconds(1))
                .untilAsserted(
                        () -> assertThat(configuration().getAnnotations()).containsEntry(SAID, word));
    }

    /** A rollout of the operator with another option: both replicas look whenever the configurations change. */
    @Test
    void onlyTheReplicaThatLeadsSaysHowTheOperatorWasStarted() {
        AtomicBoolean newOne = new AtomicBoolean();
        installation.leadTo(replica(false, () -> !newOne.get()).port());
        await("false");
        Admission second = replica(true, newOne::get);
        stays("false", Duration.ofSeconds(3));
        String before = configuration().getResourceVersion();
        stays("false", Duration.ofSeconds(2));
        assertThat(configuration().getResourceVersion()).isEqualTo(before);

        newOne.set(true);
        second.tookLead();
        await("true");
        stays("true", Duration.ofSeconds(2));
    }
}
