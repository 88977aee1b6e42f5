package dev.shortpath.admission;

import static dev.shortpath.admission.Installation.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.admission.certificate.Keyring;
import dev.shortpath.admission.certificate.Made;
import dev.shortpath.admission.certificate.Presented;
import dev.shortpath.telemetry.AdmissionMeters;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real API server and a door that it cannot trust: the VM is admitted, and the door knows why nobody came in. */
@Tag("cluster")
class DistrustOnServerTest {
    private final KubernetesClient client = TestCluster.shared().client();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Presented presented = new Presented();
    private final AtomicInteger asked = new AtomicInteger();
    private Installation installation;
    private Door door;
    private String namespace;

    @BeforeEach
    void open() {
        installation = new Installation();
        namespace = TestCluster.shared().freshNamespace("distrust");
        door = new Door(
                new Door.Place("127.0.0.1", 0),
                Map.of(Admission.VMS, request -> {
                    asked.incrementAndGet();
                    return Answer.unchanged();
                }),
                presented,
                new AdmissionMeters(registry),
                InstantSource.system());
        door.open();
    }

    @AfterEach
    void close() {
        door.close();
        installation.close();
    }

    private void trust(Keyring ring) {
        installation.leadTo(door.port());
        String bundle = Base64.getEncoder().encodeToString(ring.bundlePem().getBytes(StandardCharsets.UTF_8));
        new Configurations(client, "shortpath")
                .keep(new Configurations.Wanted(Optional.of(bundle), Optional.of(Map.of()), Optional.empty()));
    }

    private void admittedAndCounted(String reason) {
        patiently().untilAsserted(() -> {
            client.resource(Machines.vm(client, namespace, "orders", "{a: b}"))
                    .dryRun(true)
                    .create();
            assertThat(registry.find("shortpath.admission.refused")
                            .tag("reason", reason)
                            .counter())
                    .as(() -> registry.getMetersAsString())
                    .isNotNull();
        });
        assertThat(asked).hasValue(0);
    }

    @Test
    void anotherCa() {
        presented.use(Made.fresh().serving());
        trust(Made.fresh());
        admittedAndCounted("untrusted");
    }

    @Test
    void anExpiredCertificate() {
        Keyring old = Made.expired();
        presented.use(old.serving());
        trust(old);
        admittedAndCounted("expired");
    }

    @Test
    void noCertificateYet() {
        trust(Made.fresh());
        admittedAndCounted("no-certificate");
    }
}
