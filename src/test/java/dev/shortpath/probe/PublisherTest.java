package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.api.StorageNodeStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    private StorageNodeStatus seen = Seen.kernel("6.12.48");
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
        return lookout(new StorageNodePublisher(client, () -> token, node, () -> now));
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
        seen = Seen.drives(Seen.drive("A"));
        lookout.round();

        later(Duration.ofSeconds(30));
        seen = Seen.kernel("6.12.49");
        lookout.round();

        assertThat(stored().at("/status/kernel").asText()).isEqualTo("6.12.49");
        assertThat(stored().at("/status/nvme")).isEmpty();
        assertThat(stored().at("/status/observedAt").asText()).isEqualTo("2026-11-22T21:00:30Z");
    }
}
