package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.operator.Bench;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The probe's rounds against a real API server, under its own rights, with a clock and eyes of the test's. */
@Tag("cluster")
class PublisherTest {
    private static final Instant START = Instant.parse("2026-11-22T21:00:00Z");

    private Station station;
    private String node;
    private KubernetesClient client;
    private String token;
    private Instant now = START;
    private StorageNodeStatus seen = Drives.kernel("6.12.48");
    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void open() {
        station = new Station();
        node = station.named("metal");
        station.node(node);
        token = station.token(node);
        client = station.client(token);
    }

    @AfterEach
    void close() {
        client.close();
        station.close();
    }

    private Lookout lookout() {
        return lookout(new StorageNodePublisher(() -> client, () -> token, node, () -> now));
    }

    private Lookout lookout(StorageNodePublisher publisher) {
        // In the middle: the heartbeat is ten minutes.
        return new Lookout(
                () -> new Sight(seen, List.of()),
                publisher,
                Rhythm.of(Duration.ofSeconds(30), () -> 0.5),
                () -> now,
                new Journal(lines::add, () -> now));
    }

    private void later(Duration by) {
        now = now.plus(by);
    }

    private JsonNode stored() {
        return new ObjectMapper()
                .valueToTree(Objects.requireNonNull(
                        station.admin()
                                .genericKubernetesResources("shortpath.dev/v1alpha1", "StorageNode")
                                .withName(node)
                                .get(),
                        "no StorageNode"));
    }

    private String version() {
        return stored().at("/metadata/resourceVersion").asText();
    }

    @Test
    void theFirstLookMakesAStorageNodeThatItsNodeOwns() {
        lookout().round();

        JsonNode made = stored();
        assertThat(made.at("/status/kernel").asText()).isEqualTo("6.12.48");
        assertThat(made.at("/status/observedAt").asText()).isEqualTo("2026-11-22T21:00:00Z");
        assertThat(made.at("/metadata/ownerReferences")).hasSize(1);
        assertThat(made.at("/metadata/ownerReferences/0/kind").asText()).isEqualTo("Node");
        assertThat(made.at("/metadata/ownerReferences/0/uid").asText())
                .isEqualTo(station.admin()
                        .nodes()
                        .withName(node)
                        .get()
                        .getMetadata()
                        .getUid());
        assertThat(lines).isEmpty();
    }

    @Test
    void anUnchangedLookWritesNothingUntilTheHeartbeat() {
        Lookout lookout = lookout();
        lookout.round();
        String before = version();

        later(Duration.ofMinutes(9));
        lookout.round();
        assertThat(version()).isEqualTo(before);

        later(Duration.ofMinutes(1));
        lookout.round();
        assertThat(stored().at("/status/observedAt").asText()).isEqualTo("2026-11-22T21:10:00Z");
    }

    @Test
    void aChangeIsWrittenAtOnceAndWhatIsGoneGoes() {
        Lookout lookout = lookout();
        seen = Drives.drives(Drives.drive("A"));
        lookout.round();

        later(Duration.ofSeconds(30));
        seen = Drives.kernel("6.12.49");
        lookout.round();

        assertThat(stored().at("/status/kernel").asText()).isEqualTo("6.12.49");
        assertThat(stored().at("/status/nvme")).isEmpty();
        assertThat(stored().at("/status/observedAt").asText()).isEqualTo("2026-11-22T21:00:30Z");
    }

    @Test
    void aRestartedProbeWritesNothingThatStandsAlready() {
        lookout().round();
        String before = version();
        later(Duration.ofMinutes(5));

        lookout().round();

        assertThat(version()).isEqualTo(before);
    }

    @Test
    void aRestartedProbeIsInTimeForTheHeartbeat() {
        lookout().round();
        later(Duration.ofMinutes(10));

        lookout().round();

        assertThat(stored().at("/status/observedAt").asText()).isEqualTo("2026-11-22T21:10:00Z");
    }

    @Test
    void aRestartedProbeKnowsTheNamesOfDrivesThatVfioHolds() {
        seen = Drives.drives(Drives.drive("A"));
        lookout().round();

        seen = Drives.drives(Drives.bound());
        lookout().round();

        assertThat(stored().at("/status/nvme/0/driver").asText()).isEqualTo("vfio-pci");
        assertThat(stored().at("/status/nvme/0/serial").asText()).isEqualTo("A");
        assertThat(stored().at("/status/nvme/0/model").asText()).isEqualTo("Model of A");
    }

    @Test
    void anotherSerialAtTheSameAddressIsAnEventThatNamesBoth() {
        seen = Drives.drives(Drives.drive("A"));
        Lookout lookout = lookout();
        lookout.round();
        seen = Drives.drives(Drives.bound());
        lookout.round();
        seen = Drives.drives(Drives.drive("B"));
        lookout.round();
        lookout.round();

        assertThat(stored().at("/status/nvme/0/serial").asText()).isEqualTo("B");
        var events = station.admin().events().v1().events().inNamespace("default").list().getItems().stream()
                .filter(e -> e.getRegarding().getName().equals(node))
                // A node of that name is there as well, of which the cluster's controllers have their own to say.
                .filter(e -> e.getRegarding().getKind().equals("StorageNode"))
                .toList();
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().getReason()).isEqualTo("DriveReplaced");
        assertThat(events.getFirst().getNote()).isEqualTo("another drive is at 0000:81:00.0: serial B, where A was");
        assertThat(events.getFirst().getRegarding().getUid())
                .isEqualTo(stored().at("/metadata/uid").asText());
        assertThat(lines).singleElement().asString().contains("serial B, where A was");
    }

    @Test
    void anApiServerThatIsAwayKeepsTheLastWordAndIsLeftAloneLongerAndLonger() {
        Lookout[] lookout = new Lookout[1];
        boolean[] away = {false};
        try (KubernetesClient closed = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(station.config(token))
                        .withMasterUrl("https://127.0.0.1:1")
                        .build())
                .build()) {
            AtomicInteger asked = new AtomicInteger();
            lookout[0] = lookout(new StorageNodePublisher(
                    () -> {
                        asked.incrementAndGet();
                        return away[0] ? closed : client;
                    },
                    () -> token,
                    node,
                    () -> now));
            lookout[0].round();
            away[0] = true;
            seen = Drives.kernel("7.2.12");
            asked.set(0);
            // Three quarters of 1, 2, 4, 8 ... seconds: asked at 0, 1, 3, 6, 12, 24, 48, ...
            for (int second = 0; second < 60; second++) {
                later(Duration.ofSeconds(1));
                lookout[0].round();
            }
            assertThat(asked.get()).isBetween(5, 8);
            assertThat(lines).singleElement().asString().contains("the report is not taken");
            assertThat(stored().at("/status/kernel").asText()).isEqualTo("6.12.48");

            away[0] = false;
            later(Duration.ofMinutes(5));
            lookout[0].round();

            assertThat(stored().at("/status/kernel").asText()).isEqualTo("7.2.12");
            assertThat(lines).hasSize(2).last().asString().contains("the API server takes reports again");
        }
    }

    @Test
    void aNodeMadeAnewOwnsTheStorageNodeFromTheNextLookOn() {
        Lookout lookout = lookout();
        lookout.round();
        String old = stored().at("/metadata/ownerReferences/0/uid").asText();
        station.admin().nodes().withName(node).withGracePeriod(0).delete();
        String uid = station.node(node).getMetadata().getUid();
        renew();

        later(Duration.ofSeconds(30));
        lookout.round();

        // The garbage collector may have been there first; then the StorageNode is another one.
        Bench.patiently().untilAsserted(() -> {
            lookout.round();
            later(Duration.ofMinutes(10));
            assertThat(stored().at("/metadata/ownerReferences")).hasSize(1);
            assertThat(stored().at("/metadata/ownerReferences/0/uid").asText())
                    .isEqualTo(uid)
                    .isNotEqualTo(old);
            assertThat(stored().at("/status/kernel").asText()).isEqualTo("6.12.48");
        });
    }

    @Test
    void aStorageNodeThatWasDeletedComesBackWithTheNextWrite() {
        Lookout lookout = lookout();
        lookout.round();
        String uid = stored().at("/metadata/uid").asText();
        station.admin()
                .genericKubernetesResources("shortpath.dev/v1alpha1", "StorageNode")
                .withName(node)
                .delete();

        later(Duration.ofMinutes(10));
        lookout.round();

        assertThat(stored().at("/metadata/uid").asText()).isNotEqualTo(uid);
        assertThat(stored().at("/status/kernel").asText()).isEqualTo("6.12.48");
        assertThat(lines).singleElement().asString().contains("was deleted, and is made again");
    }

    @Test
    void withATokenThatIsBoundToNoPodNothingIsWrittenAndTheReasonIsSaidOnce() {
        token = station.unbound(Station.PROBE);
        client.close();
        client = station.client(token);
        Lookout lookout = lookout();

        lookout.round();
        later(Duration.ofMinutes(5));
        lookout.round();

        assertThat(lines).singleElement().asString().contains("the token is bound to no pod on a node");
    }

    /** A new pod of the probe, and its token. */
    private void renew() {
        token = station.token(node);
        client.close();
        client = station.client(token);
    }
}
