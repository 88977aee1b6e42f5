package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.operator.Bench;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The probe as its pod runs it, but for the container. */
@Tag("cluster")
class ProbeProcessTest {
    @TempDir
    private Path folder;

    private Station station;
    private String node;

    @BeforeEach
    void open() {
        station = new Station();
        node = station.named("metal");
        station.node(node);
    }

    @AfterEach
    void close() {
        station.close();
    }

    /** At once, as the kernel would: the probe may look at any moment. */
    private void kernel(String release) throws IOException {
        Path file = folder.resolve("root/proc/sys/kernel/osrelease");
        Files.createDirectories(file.getParent());
        Path next = Files.writeString(folder.resolve("osrelease"), release + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String published() {
        JsonNode object = new ObjectMapper()
                .valueToTree(station.admin()
                        .genericKubernetesResources("shortpath.dev/v1alpha1", "StorageNode")
                        .withName(node)
                        .get());
        return object.at("/status/kernel").asText();
    }

    @Test
    void itPublishesWhatChangesAndEndsOnSigterm() throws IOException, InterruptedException {
        kernel("6.12.48");
        try (ProbeProcess probe = ProbeProcess.start(station, node, folder.resolve("root"), folder.resolve("one"))) {
            Bench.patiently().until(() -> published().equals("6.12.48"));
            kernel("7.2.12");
            Bench.patiently().until(() -> published().equals("7.2.12"));

            // By the JVM's custom: 128 + SIGTERM.
            assertThat(probe.stop(Duration.ofSeconds(30))).isEqualTo(143);
            assertThat(probe.log()).anyMatch(l -> l.contains("the probe of node " + node + " looks every PT1S"));
        }
    }

    @Test
    void itFollowsATokenThatTheKubeletRenews() throws IOException {
        kernel("6.12.48");
        try (ProbeProcess probe = ProbeProcess.start(station, node, folder.resolve("root"), folder.resolve("two"))) {
            Bench.patiently().until(() -> published().equals("6.12.48"));
            // The old token dies with the pod that it is bound to.
            Pod next = station.pod(node, Station.PROBE);
            station.admin()
                    .pods()
                    .inNamespace(Station.NAMESPACE)
                    .withLabel("shortpath.test/node", node)
                    .resources()
                    .filter(p -> !p.get()
                            .getMetadata()
                            .getName()
                            .equals(next.getMetadata().getName()))
                    .forEach(p -> p.withGracePeriod(0).delete());
            // The API server knows a token that it saw for some seconds more.
            AtomicInteger changes = new AtomicInteger();
            Bench.patiently().until(() -> {
                kernel("6.12." + changes.incrementAndGet());
                return probe.log().stream().anyMatch(l -> l.contains("401"));
            });
            kernel("7.2.12");
            assertThat(published()).startsWith("6.12.");

            probe.renew(station.token(next));

            Bench.patiently().until(() -> published().equals("7.2.12"));
            assertThat(probe.isAlive()).isTrue();
            assertThat(probe.log().stream().filter(l -> l.contains("is not taken")))
                    .hasSize(1);
            Bench.patiently().until(() -> probe.log().getLast().contains("takes reports again"));
        }
    }
}
