package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.cluster.Answers;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Fate;
import dev.shortpath.cluster.PermitWriter;
import dev.shortpath.cluster.Watched;
import dev.shortpath.cluster.Wire;
import dev.shortpath.plan.passthrough.Permit;
import dev.shortpath.plan.passthrough.Permits;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The operator under the rights of deploy/operator, and no others. */
@Tag("cluster")
class RightsTest {
    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench("rights");
        for (String file : List.of("namespace", "account", "rights")) {
            String manifest = Files.readString(Path.of("deploy/operator/" + file + ".yaml"));
            for (String document : manifest.split("\n---\n")) {
                bench.client().resource(document).forceConflicts().serverSideApply();
            }
        }
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private KubernetesClient account() {
        String token = bench.client()
                .serviceAccounts()
                .inNamespace("shortpath")
                .withName("shortpath-operator")
                .tokenRequest(new TokenRequest())
                .getStatus()
                .getToken();
        Config admin = bench.client().getConfiguration();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(admin.getMasterUrl())
                .withCaCertData(admin.getCaCertData())
                .withCaCertFile(admin.getCaCertFile())
                .withOauthToken(token)
                .withWatchReconnectInterval(100)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    @Test
    void areEnoughForARestartAndTheLookBeforeIt() {
        assertThat(may("update", "subresources.kubevirt.io", "virtualmachines", "restart"))
                .isTrue();
        assertThat(may("get", "kubevirt.io", "virtualmachineinstances", null)).isTrue();
        assertThat(may("update", "subresources.kubevirt.io", "virtualmachines", "stop"))
                .isFalse();
    }

    private boolean may(String verb, String group, String resource, String subresource) {
        try (KubernetesClient client = account()) {
            return client.authorization()
                    .v1()
                    .selfSubjectAccessReview()
                    .create(new SelfSubjectAccessReviewBuilder()
                            .withNewSpec()
                            .withNewResourceAttributes()
                            .withNamespace(bench.namespace())
                            .withVerb(verb)
                            .withGroup(group)
                            .withResource(resource)
                            .withSubresource(subresource)
                            .endResourceAttributes()
                            .endSpec()
                            .build())
                    .getStatus()
                    .getAllowed();
        }
    }

    @Test
    void areEnoughForAllThatItDoes() {
        Settings elected = new Settings(
                4,
                Running.QUICK.profileGrace(),
                Running.QUICK.tally(),
                Running.QUICK.cacheSync(),
                Optional.of("shortpath"),
                "rights",
                false,
                false);
        try (KubernetesClient client = account();
                ShortpathOperator operator =
                        new ShortpathOperator(client, new SimpleMeterRegistry(), elected, InstantSource.system())) {
            operator.start();
            patiently().until(operator::ready);
            bench.apply(Manifests.profile("threads"));
            bench.apply(Manifests.haltedVm("orders"));

            patiently().untilAsserted(() -> {
                assertThat(bench.path("orders")
                                .orElseThrow()
                                .at("/status/compliance")
                                .asText())
                        .isEqualTo("Compliant");
                assertThat(bench.profile("db")
                                .orElseThrow()
                                .at("/status/conditions/3/status")
                                .asText())
                        .isEqualTo("True");
                assertThat(bench.client()
                                .events()
                                .v1()
                                .events()
                                .inNamespace(bench.namespace())
                                .list()
                                .getItems())
                        .extracting(e -> e.getReason())
                        .contains("PlanWritten", "AsPlanned");
            });
            bench.editVm("orders", "{\"metadata\":{\"labels\":{\"shortpath.dev/profile\":null}}}");
            patiently().until(() -> bench.path("orders").isEmpty());
        }
    }

    @Test
    void ofTheKubeVirtCrAreThereOnlyWithTheManifestForThem() throws IOException {
        assertThat(may("patch", "kubevirt.io", "kubevirts", null)).isFalse();

        String manifest = Files.readString(Path.of("deploy/options/permit-host-devices.yaml"));
        for (String document : manifest.split("\n---\n")) {
            bench.client().resource(document).forceConflicts().serverSideApply();
        }
        try {
            patiently().until(() -> may("patch", "kubevirt.io", "kubevirts", null));
            assertThat(may("get", "kubevirt.io", "kubevirts", null)).isTrue();
            assertThat(may("delete", "kubevirt.io", "kubevirts", null)).isFalse();
        } finally {
            for (String document : manifest.split("\n---\n")) {
                bench.client().resource(document).delete();
            }
        }
    }

    @Test
    void thatDoNotReachAreSaidWithTheManifestThatGivesThem() throws IOException {
        JsonNode kubevirt = bench.kubevirt("");
        Permit ours = new Permit("144d:a80a", "example.com/nvme", false);
        try (KubernetesClient client = account();
                Caches caches = new Caches(client)) {
            PermitWriter writer =
                    new PermitWriter(new Wire(client), new Answers(Watched.KUBEVIRT, caches.shelf(Watched.KUBEVIRT)));

            Fate fate = writer.write(kubevirt, new Permits(List.of(ours), List.of(), List.of(ours), Map.of()));

            assertThat(fate)
                    .isInstanceOfSatisfying(
                            Fate.Refused.class,
                            r -> assertThat(r.message())
                                    .contains("cannot patch resource", "deploy/options/permit-host-devices.yaml"));
        } finally {
            bench.client()
                    .genericKubernetesResources("kubevirt.io/v1", "KubeVirt")
                    .inNamespace(bench.namespace())
                    .withName("kubevirt")
                    .delete();
        }
    }
}
