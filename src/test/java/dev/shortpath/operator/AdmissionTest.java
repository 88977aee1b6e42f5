package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.testcluster.Kubectl;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the API server stores once it has asked us, through the very configuration that users install. */
@Tag("cluster")
class AdmissionTest {
    private static Playground play;
    private static Bench bench;

    @BeforeAll
    static void open() {
        play = new Playground("door");
        bench = play.bench();
        bench.apply("""
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: ~db}
                spec: {workload: Database, disks: [{name: all, match: {}, errorPolicy: report}]}
                """);
        bench.apply("""
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: ~placed}
                spec: {workload: General, disks: [{name: all, match: {}, errorPolicy: report}], placement: {iommu: Required}}
                """);
        patiently()
                .until(() -> bench.profile("placed")
                        .orElseThrow()
                        .at("/status/conditions/0/status")
                        .asText()
                        .equals("True"));
        play.awaitDoor("db");
    }

    @AfterAll
    static void close() {
        play.close();
    }

    @Test
    void aVmIsInShapeFromItsFirstVersionOnAndTheLoopFindsNothingLeft() {
        JsonNode born = bench.apply(Manifests.templated("born", "db", "Always", "{}"));

        assertThat(born.at("/metadata/generation").asLong()).isEqualTo(1);
        assertThat(born.at("/spec/dataVolumeTemplates/0/spec/storage/volumeMode")
                        .asText())
                .isEqualTo("Block");
        assertThat(born.at("/spec/template/spec/domain/devices/disks/0/disk/bus")
                        .asText())
                .isEqualTo("virtio");
        assertThat(born.at("/spec/template/spec/domain/devices/blockMultiQueue").asBoolean())
                .isTrue();
        play.path("born", "Compliant", "AsPlanned");
        play.running("born");
        JsonNode volume = bench.find("cdi.kubevirt.io/v1beta1", "DataVolume", bench.namespace(), "born-data")
                .orElseThrow();
        assertThat(volume.at("/spec/storage/volumeMode").asText()).isEqualTo("Block");
        JsonNode now = bench.vm("born").orElseThrow();
        assertThat(now.at("/metadata/generation").asLong())
                .as("nobody wrote the spec again")
                .isEqualTo(1);
        assertThat(now.at("/metadata/annotations")).isEqualTo(born.at("/metadata/annotations"));
    }

    @Test
    void aVmThatGitOwnsIsLeftAloneAndItsVmiIsTuned() {
        JsonNode written = bench.apply(Manifests.templated("owned", "placed", "Always", Manifests.ARGO));

        JsonNode vmi = play.running("owned");
        play.path("owned", "Compliant", "SetItInGit");
        JsonNode vm = bench.vm("owned").orElseThrow();
        assertThat(vm.path("spec").toString()).isEqualTo(written.path("spec").toString());
        assertThat(vm.at("/spec/template/spec/domain/devices/disks/0").toString())
                .isEqualTo("{\"disk\":{},\"name\":\"data\"}");
        assertThat(managers(vm)).isEqualTo(managers(written));
        assertThat(vm.at("/metadata/annotations").has("shortpath.dev/applied")).isFalse();
        assertThat(vmi.at("/spec/domain/devices/disks/0/errorPolicy").asText()).isEqualTo("report");
        assertThat(bench.path("owned").orElseThrow().at("/status/delivery").asText())
                .isEqualTo("Instance");
    }

    private static String managers(JsonNode vm) {
        StringBuilder text = new StringBuilder();
        vm.at("/metadata/managedFields").forEach(m -> {
            if (!m.path("subresource").asText().equals("status")
                    && m.at("/fieldsV1").has("f:spec")) {
                text.append(m.path("manager").asText()).append(m.path("fieldsV1"));
            }
        });
        return text.toString();
    }

    @Test
    void aReplaceOfTheWholeVmLosesNothing() {
        JsonNode born = bench.apply(Manifests.templated("replaced", "db", "Halted", "{}"));
        play.path("replaced", "Compliant", "AsPlanned");

        ObjectNode manifest =
                (ObjectNode) Bench.tree(bench.manifest(Manifests.templated("replaced", "db", "Halted", "{}")));
        manifest.withObject("/spec/template/spec/domain").withObject("/memory").put("guest", "2Gi");
        JsonNode after = patiently().until(() -> bench.replace(manifest), replaced -> true);

        assertThat(after.at("/spec/template/spec/domain/memory/guest").asText()).isEqualTo("2Gi");
        assertThat(after.at("/metadata/annotations/shortpath.dev~1applied"))
                .isEqualTo(born.at("/metadata/annotations/shortpath.dev~1applied"));
        assertThat(after.at("/spec/dataVolumeTemplates")).isEqualTo(born.at("/spec/dataVolumeTemplates"));
        assertThat(after.at("/spec/template/spec/domain/devices"))
                .isEqualTo(born.at("/spec/template/spec/domain/devices"));
    }

    @Test
    void aRunningVmGetsNothingNewButForTheDiskThatAnUpdateAdds() {
        bench.apply(Manifests.templated("grows", "none", "Always", "{}").replace("~none", "none"));
        play.running("grows");
        String bound = Manifests.templated("grows", "db", "Always", "{}");
        JsonNode after = bench.apply(bound);
        assertThat(after.at("/spec/template/spec/domain/devices/disks/0").has("errorPolicy"))
                .as("it runs, and gets the plan at its next start")
                .isFalse();

        after = bench.apply(bound.replace("disk: {}}]", "disk: {}}, {name: more, disk: {}}]")
                .replace("volumes: [", "volumes: [{name: more, emptyDisk: {capacity: 1Gi}}, "));

        JsonNode disks = after.at("/spec/template/spec/domain/devices/disks");
        assertThat(disks.path(0).has("errorPolicy")).isFalse();
        assertThat(disks.path(1).path("errorPolicy").asText()).isEqualTo("report");
        assertThat(disks.path(1).at("/disk/bus").asText()).isEqualTo("virtio");
        assertThat(after.at("/metadata/annotations/shortpath.dev~1applied").asText())
                .contains("\"disk\":\"more\"")
                .doesNotContain("\"disk\":\"data\"");
    }

    @Test
    void whileNobodyAnswersVmsAreCreatedAllTheSameAndTunedAfterwards() {
        play.installed().stop();
        long began = System.nanoTime();
        JsonNode born = bench.apply(Manifests.templated("alone", "db", "Halted", "{}"));
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        assertThat(born.at("/metadata/annotations").has("shortpath.dev/applied"))
                .isFalse();
        assertThat(took)
                .as("the webhook's timeout and no more")
                .isLessThan(play.installed().patience());
        play.installed().start();
        play.path("alone", "Compliant", "AsPlanned");
        assertThat(bench.vm("alone")
                        .orElseThrow()
                        .at("/spec/template/spec/domain/devices/disks/0/errorPolicy")
                        .asText())
                .isEqualTo("report");
    }

    @Test
    void whoAppliesAnOddProfileIsTold() {
        String odd = Bench.tree(bench.manifest("""
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: ~odd}
                spec:
                  disks:
                  - {name: all, match: {}}
                  - {name: never, match: {storageClassNames: [there-is-none]}}
                """)).toString();

        Kubectl said = Kubectl.run(odd, "apply", "-f", "-");

        assertThat(said.out()).contains(bench.named("odd") + " created");
        assertThat(said.err())
                .contains(
                        "Warning: spec.disks[1].match.storageClassNames: the cluster has no storage class there-is-none; it has ")
                .contains(
                        "Warning: spec.disks[1]: rule never is never used, since rule all before it takes every disk");
    }
}
