package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cluster of its own, on which KubeVirt's and CDI's kinds come after the operator. */
@Tag("cluster")
class LateKubeVirtTest {
    private Path home;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        home = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "bare-");
        script("start", home.toString(), Long.toString(ProcessHandle.current().pid()));
        Config access = Config.fromKubeconfig(Files.readString(home.resolve("kubeconfig")));
        access.setWatchReconnectInterval(100);
        client = new KubernetesClientBuilder().withConfig(access).build();
        Bench.ourKinds(client);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        client.close();
        script("stop", home.toString());
    }

    private static void script(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", "src/test/cluster/cluster"));
        command.addAll(List.of(arguments));
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        assertThat(code).isZero();
    }

    private String condition(String part) {
        var profile = client.genericKubernetesResources("shortpath.dev/v1alpha1", "StorageProfile")
                .withName("db-late")
                .get();
        return Bench.tree(profile).at("/status/conditions/0/" + part).asText();
    }

    @Test
    void theOperatorIsReadySaysSoAndStartsToWorkWhenTheyCome() throws IOException, InterruptedException {
        try (ShortpathOperator operator =
                new ShortpathOperator(client, new SimpleMeterRegistry(), Running.QUICK, InstantSource.system())) {
            operator.start();
            patiently().until(operator::ready);
            client.resource(Manifests.profile("threads").replace("~db", "db-late"))
                    .create();
            patiently().untilAsserted(() -> {
                assertThat(condition("reason")).isEqualTo("Pending");
                assertThat(condition("message")).contains("KubeVirt is not installed");
            });

            script("crds", home.toString());
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName("late")
                            .endMetadata()
                            .build())
                    .create();
            client.resource(Manifests.haltedVm("orders")
                            .replace("~db", "db-late")
                            .replace("NS", "late"))
                    .create();

            patiently().untilAsserted(() -> {
                var path = client.genericKubernetesResources("shortpath.dev/v1alpha1", "StoragePath")
                        .inNamespace("late")
                        .withName("orders")
                        .get();
                assertThat(Bench.tree(path).at("/status/compliance").asText()).isEqualTo("Compliant");
            });
            patiently().untilAsserted(() -> assertThat(condition("status")).isEqualTo("True"));
        }
    }
}
