package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.admission.Installation;
import dev.shortpath.telemetry.Instruments;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An operator outside the cluster, under the account that the chart made, that answers the chart's own webhooks. */
@Tag("cluster")
class ReleasedTest {
    private static Released release;
    private static Installation installation;
    private static Playground play;

    @BeforeAll
    static void open() {
        release = new Released();
        play = new Playground("released", () -> {
            installation = new Installation(release);
            return new Installed(installation, Running.QUICK, Instruments.of(new SimpleMeterRegistry()));
        });
    }

    @AfterAll
    static void close() {
        play.close();
    }

    private static List<MutatingWebhook> webhooks() {
        return installation
                .admin()
                .admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName("shortpath")
                .get()
                .getWebhooks();
    }

    @Test
    void bearsVmsInShapeAndKeepsWhatItWroteIntoTheWebhooksThroughAnUpgrade() {
        Bench bench = play.bench();
        bench.apply("""
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: ~gold}
                spec: {workload: Database}
                """);
        play.awaitDoor("gold");
        List<MutatingWebhook> before = webhooks();

        release.upgrade("--set", "operator.logJson=false", "--set", "webhook.annotations.example\\.com/a=b");
        installation.leadTo(release.port());

        assertThat(webhooks()).isEqualTo(before).allSatisfy(w -> {
            assertThat(w.getClientConfig().getCaBundle()).isNotEmpty();
            assertThat(w.getMatchConditions()).isNotEmpty();
        });
        play.awaitDoor("gold");
        JsonNode born = bench.apply(Manifests.templated("orders", "gold", "Always", "{}"));
        assertThat(born.at("/metadata/annotations").has("shortpath.dev/applied"))
                .isTrue();
        assertThat(play.running("orders").at("/spec/domain/ioThreadsPolicy").asText())
                .isNotEmpty();
        play.path("orders", "Compliant", "AsPlanned");
        patiently()
                .untilAsserted(() -> assertThat(bench.vm("orders")
                                .orElseThrow()
                                .at("/metadata/generation")
                                .asInt())
                        .isEqualTo(1));
    }
}
