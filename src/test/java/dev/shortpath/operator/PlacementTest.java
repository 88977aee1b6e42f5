package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where the real scheduler puts launcher pods once admission has told it what the path needs. */
@Tag("cluster")
class PlacementTest {
    private static Playground play;
    private static Bench bench;

    @BeforeAll
    static void open() {
        play = new Playground("placed");
        bench = play.bench();
        bench.apply("""
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: ~placed}
                spec: {workload: General, disks: [{name: all, match: {}, errorPolicy: report}], placement: {iommu: Required}}
                """);
        play.awaitDoor("placed");
    }

    @AfterAll
    static void close() {
        play.close();
    }

    @Test
    void theSchedulerPutsItOnTheOneNodeThatCarriesItsPath() {
        bench.apply(Manifests.templated("placed", "placed", "Always", Manifests.ARGO));

        play.running("placed");

        JsonNode pod = play.pods("placed").getFirst();
        assertThat(pod.at("/spec/nodeName").asText()).isEqualTo(bench.named("able"));
        assertThat(pod.at("/spec/affinity").toString()).containsOnlyOnce("shortpath.dev/iommu");
        assertThat(play.vmi("placed").orElseThrow().at("/spec").has("affinity")).isFalse();
    }

    @Test
    void aNodeThatLosesWhatThePathNeedsIsTheWrongOne() {
        bench.apply(Manifests.templated("stays", "placed", "Always", Manifests.ARGO));
        play.running("stays");
        bench.apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: ~other, labels: {kubevirt.io/schedulable: "true", kubernetes.io/arch: amd64, shortpath.dev/iommu: ready}}
                status: {allocatable: {cpu: "8", memory: 32Gi, pods: "110"}}
                """);
        String able = bench.named("able");
        try {
            label(able, "missing");
            JsonNode path = play.path("stays", "NonCompliant", "WrongNode");
            assertThat(path.at("/status/message").asText()).contains(able, "no label shortpath.dev/iommu: ready");
            assertThat(path.at("/status/node").asText()).isEqualTo(able);

            label(bench.named("other"), "missing");
            play.path("stays", "NonCompliant", "NoEligibleNode");
            bench.apply(Manifests.templated("nowhere", "placed", "Always", Manifests.ARGO));
            play.running("nowhere");
            assertThat(play.pods("nowhere").getFirst().at("/spec/affinity").toString())
                    .as("nothing is required while no node has it")
                    .doesNotContain("shortpath.dev");
        } finally {
            label(able, "ready");
            bench.client().nodes().withName(bench.named("other")).delete();
        }
    }

    private static void label(String node, String iommu) {
        bench.client().nodes().withName(node).edit(n -> {
            n.getMetadata().getLabels().put("shortpath.dev/iommu", iommu);
            return n;
        });
    }

    @Test
    void theTargetOfALiveMigrationIsPlacedToo() {
        node("second", "ready");
        node("third", "missing");
        try {
            bench.apply(Manifests.haltedVm("moves")
                    .replace("~db", "~placed")
                    .replace("runStrategy: Halted", "runStrategy: Always"));
            String from = play.running("moves").at("/status/nodeName").asText();

            bench.apply("""
                    apiVersion: kubevirt.io/v1
                    kind: VirtualMachineInstanceMigration
                    metadata: {name: moves, namespace: NS}
                    spec: {vmiName: moves}
                    """);
            patiently()
                    .until(() -> !play.vmi("moves")
                            .orElseThrow()
                            .at("/status/nodeName")
                            .asText()
                            .equals(from));

            assertThat(play.vmi("moves").orElseThrow().at("/status/nodeName").asText())
                    .isIn(bench.named("able"), bench.named("second"));
            assertThat(play.pods("moves"))
                    .hasSize(2)
                    .allSatisfy(pod ->
                            assertThat(pod.at("/spec/affinity").toString()).containsOnlyOnce("shortpath.dev/iommu"));
            play.path("moves", "Compliant", "AsPlanned");
        } finally {
            bench.client().nodes().withName(bench.named("second")).delete();
            bench.client().nodes().withName(bench.named("third")).delete();
        }
    }

    @Test
    void aVmThatStartsWhileItsProfileIsBeingReplacedGetsItsPlan() {
        String profile = """
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: ~replaced}
                spec: {workload: General, disks: [{name: all, match: {}, errorPolicy: report}], placement: {iommu: Required}}
                """;
        bench.apply(profile);
        bench.apply(Manifests.templated("between", "replaced", "Halted", Manifests.ARGO));
        play.path("between", "Compliant", "SetItInGit");
        bench.deleteProfile("replaced");
        play.path("between", "NotApplicable", "ProfileNotFound");

        bench.editVm("between", "{\"spec\":{\"runStrategy\":\"Always\"}}");

        JsonNode vmi = play.running("between");
        assertThat(vmi.at("/spec/domain/devices/disks/0/errorPolicy").asText()).isEqualTo("report");
        assertThat(play.pods("between").getFirst().at("/spec/nodeName").asText())
                .isEqualTo(bench.named("able"));
        bench.apply(profile);
        play.path("between", "Compliant", "SetItInGit");
    }

    private static void node(String name, String iommu) {
        bench.apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: ~%s, labels: {kubevirt.io/schedulable: "true", kubernetes.io/arch: amd64, shortpath.dev/iommu: %s}}
                status: {allocatable: {cpu: "8", memory: 32Gi, pods: "110"}}
                """.formatted(name, iommu));
    }
}
