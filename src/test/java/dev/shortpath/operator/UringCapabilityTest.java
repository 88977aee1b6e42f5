package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** io_uring on the real API server, while KubeVirt's gate is switched and our Plugin comes, goes and is edited. */
@Tag("cluster")
class UringCapabilityTest {
    private static final String DISKS = "/spec/template/metadata/annotations/plugin.shortpath.dev~1io-uring-disks";

    private final Instant began = Instant.now();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench("uring");
        bench.apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: ~worker, labels: {kubernetes.io/arch: amd64, shortpath.dev/io-uring: allowed}}
                """);
        kubevirt("Plugins");
        plugin();
        bench.apply(Manifests.profile("io_uring"));
        bench.apply(Manifests.haltedVm("orders"));
    }

    @AfterEach
    void close() {
        deletePlugin();
        bench.client()
                .genericKubernetesResources("kubevirt.io/v1", "KubeVirt")
                .inNamespace(bench.namespace())
                .withName("kubevirt")
                .delete();
        bench.client().nodes().withName(bench.named("worker")).delete();
        bench.close();
    }

    @Test
    void aHaltedVmFollowsTheGate() {
        try (Running _ = operator()) {
            awaitIo("PluginReady");
            assertThat(vm().at(DISKS).asText()).isEqualTo("ua-root ua-data");

            kubevirt("Sidecar");
            awaitIo("IoUringUnavailable");
            assertThat(io().path("message").asText()).contains("feature gate Plugins is off");
            patiently().until(() -> vm().at(DISKS).isMissingNode());

            kubevirt("Plugins");
            awaitIo("PluginReady");
            patiently().until(() -> vm().at(DISKS).asText().equals("ua-root ua-data"));
        }
    }

    @Test
    void aPluginThatIsReplacedTakesNothingBackAndOneThatStaysAwayDoes() {
        try (Running _ = operator()) {
            awaitIo("PluginReady");
            String version = version();

            deletePlugin();
            awaitIo("FactsStale");
            assertThat(io().path("message").asText()).contains("there is no Plugin shortpath");
            plugin();
            awaitIo("PluginReady");
            assertThat(version()).isEqualTo(version);

            deletePlugin();
            awaitIo("FactsStale");
            ahead.set(Duration.ofMinutes(1));
            awaitIo("IoUringUnavailable");
            patiently().until(() -> vm().at(DISKS).isMissingNode());
        }
    }

    @Test
    void aPluginThatSomebodyEditsCountsOnlyOnceItStaysSo() {
        try (Running _ = operator()) {
            awaitIo("PluginReady");
            String version = version();

            bench.client()
                    .genericKubernetesResources("plugin.kubevirt.io/v1alpha1", "Plugin")
                    .withName("shortpath")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"failureStrategy\":\"Fail\"}}");
            awaitIo("FactsStale");
            assertThat(io().path("message").asText()).contains("(spec.failureStrategy)");
            assertThat(version()).isEqualTo(version);

            ahead.set(Duration.ofMinutes(1));
            awaitIo("IoUringUnavailable");
            plugin();
            awaitIo("PluginReady");
        }
    }

    @Test
    void aRunningVmIsNotRewrittenWhenTheGateGoes() {
        try (Running _ = operator()) {
            awaitIo("PluginReady");
            bench.editVm("orders", "{\"spec\":{\"runStrategy\":\"Always\"}}");
            bench.run("orders");
            patiently().until(() -> path().at("/disks/0/running").isObject());
            String version = version();

            kubevirt("Sidecar");
            awaitIo("IoUringUnavailable");
            kubevirt("Plugins");
            awaitIo("PluginReady");
            assertThat(version()).isEqualTo(version);
        }
    }

    /** Its time stands still until the test moves it. */
    private Running operator() {
        return new Running(Running.QUICK, (InstantSource) () -> began.plus(ahead.get()));
    }

    private void kubevirt(String gate) {
        bench.kubevirt("developerConfiguration: {featureGates: [" + gate + "]}");
        bench.deployed();
    }

    private void plugin() {
        try {
            bench.apply(Files.readString(Path.of("deploy/plugin/plugin.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deletePlugin() {
        bench.client()
                .genericKubernetesResources("plugin.kubevirt.io/v1alpha1", "Plugin")
                .withName("shortpath")
                .delete();
    }

    private JsonNode vm() {
        return bench.vm("orders").orElseThrow();
    }

    private String version() {
        return vm().at("/metadata/resourceVersion").asText() + " "
                + vm().at("/metadata/generation").asText();
    }

    private JsonNode path() {
        return bench.path("orders").orElseThrow().path("status");
    }

    /** What is decided of io on the disk `data`. */
    private JsonNode io() {
        return StreamSupport.stream(path().path("decisions").spliterator(), false)
                .filter(d -> d.path("field").asText().equals("io"))
                .findFirst()
                .orElseThrow();
    }

    private void awaitIo(String reason) {
        patiently().untilAsserted(() -> assertThat(io().path("reason").asText()).isEqualTo(reason));
    }
}
