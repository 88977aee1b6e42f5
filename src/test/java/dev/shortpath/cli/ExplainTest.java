package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainTest {
    private static final String CASE = "src/test/resources/cases/database-blank-block-claim";
    private static final String NODES = """
            apiVersion: v1
            kind: Node
            metadata: {name: a, labels: {shortpath.dev/iommu: ready, zone: one}}
            spec: {unschedulable: true, taints: [{key: gpu, effect: NoSchedule}]}
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: b}
            ---
            apiVersion: shortpath.dev/v1alpha1
            kind: StorageNode
            metadata: {name: a}
            status: {kernel: 6.12.48, nvme: [{address: "0000:81:00.0", ready: true}]}
            """;

    @Test
    void noLineIsWiderThanEightyColumnsWhereNobodyLooksOn() {
        Ran ran = Ran.of("explain", "-f", CASE);

        assertThat(ran.out().lines())
                .allSatisfy(l -> assertThat(Paragraph.length(l)).isLessThanOrEqualTo(80));
        assertThat(ran.out()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 100})
    void noLineIsWiderThanTheWindow(int columns) {
        Ran ran = Ran.in(Map.of("NO_COLOR", "1"), true, columns, "", "explain", "-f", CASE);

        assertThat(ran.out().lines())
                .allSatisfy(l -> assertThat(Paragraph.length(l)).isLessThanOrEqualTo(columns));
    }

    @Test
    void longNamesAreBrokenSoonerThanTheWindowIsLeft() {
        String name = "a-very-long-name-of-a-disk-that-its-owner-wrote-by-a-generator-x";
        String vm = """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: %1$s, namespace: %1$s, labels: {shortpath.dev/profile: all}}
                spec:
                  runStrategy: Halted
                  template:
                    spec:
                      domain: {devices: {disks: [{name: %1$s, disk: {bus: virtio}}]}}
                      volumes: [{name: %1$s, persistentVolumeClaim: {claimName: %1$s-%1$s}}]
                ---
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: all}
                """.formatted(name);

        for (String verb : new String[] {"explain", "audit"}) {
            Ran ran = Ran.withStdin(vm, verb, "-f", "-");

            assertThat(ran.err()).isEmpty();
            assertThat(ran.out().lines())
                    .allSatisfy(l -> assertThat(Paragraph.length(l)).isLessThanOrEqualTo(80));
        }
    }

    @Test
    void colourIsForWindowsThatWantIt() {
        assertThat(Ran.in(Map.of(), true, 80, "", "explain", "-f", CASE).out()).contains("\u001b[");
        assertThat(Ran.in(Map.of("NO_COLOR", "1"), true, 80, "", "explain", "-f", CASE)
                        .out())
                .doesNotContain("\u001b");
        assertThat(Ran.in(Map.of("TERM", "dumb"), true, 80, "", "explain", "-f", CASE)
                        .out())
                .doesNotContain("\u001b");
        assertThat(Ran.in(Map.of(), true, 80, "", "explain", "--color=never", "-f", CASE)
                        .out())
                .doesNotContain("\u001b");
        assertThat(Ran.in(Map.of("NO_COLOR", "1"), false, 80, "", "explain", "--color=always", "-f", CASE)
                        .out())
                .contains("\u001b[");
    }

    @Test
    void colourSaysNothingThatTheWordsDoNot() {
        String painted = Ran.of("explain", "--color=always", "-f", CASE).out();

        assertThat(painted.replaceAll("\u001b\\[[0-9]*m", ""))
                .isEqualTo(Ran.of("explain", "-f", CASE).out());
    }

    @Test
    void machinesGetEveryDecisionInFull() throws Exception {
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(Ran.of("explain", "-o", "json", "-f", CASE).out());
        JsonNode yaml = new Documents(
                        "-", Ran.of("explain", "-o", "yaml", "-f", CASE).out())
                .read()
                .getFirst()
                .object();

        assertThat(json.path(0)).isEqualTo(yaml);
        assertThat(json.at("/0/virtualMachine").asText()).isEqualTo("shop/orders-db");
        assertThat(json.at("/0/decisions")).isNotEmpty().allSatisfy(d -> {
            assertThat(d.path("reason").asText()).isNotEmpty();
            assertThat(d.path("message").asText()).isNotEmpty();
        });
    }

    @Test
    void aVmCanBeNamedAfterTheFilesOrBeforeThem() {
        assertThat(Ran.of("explain", "-f", CASE, "shop/orders-db").out()).startsWith("shop/orders-db: ");
        assertThat(Ran.of("explain", "shop/orders-db", "-f", CASE).out()).startsWith("shop/orders-db: ");
    }

    @Test
    void aVmThatIsNotThereIsToldWithThoseThatAre() {
        Ran ran = Ran.of("explain", "-f", CASE, "shop/orders");

        assertThat(ran.err()).isEqualTo("shortpath: no VM shop/orders in the input; there is shop/orders-db\n");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void aNodeIsExplainedByItsLabelsAndItsProbe() {
        Ran ran = Ran.withStdin(NODES, "explain", "-f", "-", "node/a");

        assertThat(ran.out()).isEqualTo("""
                node/a: 0 of 1 NVMe function can be given to VMs, 1 ready
                  It is cordoned: nothing new is placed on it. It is tainted, so that only VMs
                  that tolerate it are placed there: gpu:NoSchedule.
                  Its probe does not say when it looked.

                  Its drives, and whether VMs can be given them
                    ready    0000:81:00.0 NUMA node not known, no IOMMU group, no driver

                  What stands in the way
                    - the KubeVirt CR was not read, which says what VMs may have
                      → put it into the input, beside the node

                  What the node carries
                    kernel        6.12.48
                    IOMMU         not known
                    vfio-pci      not known
                    io_uring      not known

                  What its labels say, and the scheduler goes by
                    shortpath.dev/iommu  ready
                """);
    }

    @Test
    void aNodeOfWhichNothingIsKnownIsSaidToBeSo() {
        assertThat(Ran.withStdin(NODES, "explain", "-f", "-", "node/b").out())
                .contains("node/b: nothing is known of its drives", "there is no StorageNode of its name");
    }

    @Test
    void aNodeThatIsNotThereIsToldWithThoseThatAre() {
        Ran ran = Ran.withStdin(NODES, "explain", "-f", "-", "node/c");

        assertThat(ran.err()).isEqualTo("shortpath: no node c in the input; there is a, b\n");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void everyVerbHasItsHelp() {
        Stream.of("render", "explain", "audit", "operator").forEach(verb -> {
            assertThat(Ran.of(verb, "--help").out()).contains("Usage: shortpath " + verb);
            assertThat(Ran.of("help", verb).out())
                    .isEqualTo(Ran.of(verb, "--help").out());
            assertThat(Ran.of(verb, "--help").out().lines())
                    .allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(80));
        });
        assertThat(Ran.of("--version").out())
                .startsWith("shortpath ")
                .isEqualTo(Ran.of("render", "--version").out());
        assertThat(Ran.of("help").out()).contains("render", "explain", "audit", "operator");
    }

    @Test
    void saysWhoSetALabelOfANodeWhereTheInputTells() {
        Ran ran = Ran.withStdin("""
                apiVersion: v1
                kind: Node
                metadata:
                  name: a
                  labels: {shortpath.dev/iommu: ready, shortpath.dev/vfio: ready}
                  managedFields:
                  - {manager: nfd-master, fieldsV1: {f:metadata: {f:labels: {"f:shortpath.dev/iommu": {}}}}}
                  - {manager: shortpath, fieldsV1: {f:metadata: {f:labels: {"f:shortpath.dev/vfio": {}}}}}
                ---
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageNode
                metadata: {name: a}
                status: {iommu: {enabled: false}, vfio: {ready: true}}
                """, "explain", "-f", "-", "node/a");

        assertThat(ran.out().replaceAll("\\s+", " "))
                .contains(
                        "shortpath.dev/iommu: ready is set by nfd-master and stands, though the node's probe sees missing.")
                .doesNotContain("shortpath.dev/vfio: ready is");
    }
}
