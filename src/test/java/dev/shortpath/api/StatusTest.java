package dev.shortpath.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The statuses that Java writes are what the API server keeps, and what kubectl shows of them. */
@Tag("cluster")
class StatusTest {
    private static final String TIME = "2026-11-22T21:00:00Z";
    private static final Condition READY = new Condition("Ready", "False", "WaitingForStop", "2 VMs wait.", TIME, 4L);

    private static KubernetesClient client;

    private final String name = "test-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void install() {
        client = InstalledCrds.client();
    }

    @AfterEach
    void remove() {
        client.resources(StorageProfile.class).withName(name).delete();
        client.resources(StorageNode.class).withName(name).delete();
    }

    @Test
    void aProfilesStatusIsKeptAndShown() throws IOException {
        var status = new StorageProfileStatus(
                4L,
                new VmCounts(5, 2, 2, 1, 0, 0),
                new NodeCounts(3, 4, "1 node has io_uring disabled."),
                List.of("shop/orders-db: NotPossible"),
                new RolloutStatus(
                        List.of("shop/a"),
                        List.of(new RolloutRestart("shop/a", "7d2b6e0e", TIME, true)),
                        null,
                        TIME,
                        "1 VM restarts."),
                List.of(READY));
        assertThat(stored(new StorageProfile(), null, status)).isEqualTo(status);
        assertThat(table("shp", name))
                .containsExactly(
                        List.of("NAME", "READY", "MODE", "WORKLOAD", "VMS", "COMPLIANT", "AGE"),
                        List.of(name, "False", "Apply", "General", "5", "2", "_"));
        assertThat(table("storageprofiles.shortpath.dev", name, "-owide"))
                .containsExactly(
                        List.of(
                                "NAME",
                                "READY",
                                "MODE",
                                "WORKLOAD",
                                "VMS",
                                "COMPLIANT",
                                "AGE",
                                "DELIVERY",
                                "NODES",
                                "REASON"),
                        List.of(name, "False", "Apply", "General", "5", "2", "_", "Auto", "3", "WaitingForStop"));
    }

    @Test
    void aPathsStatusIsKeptAndShown() throws IOException {
        String namespace = TestCluster.shared().freshNamespace("path");
        var disk = new PathDisk(
                "data", "guest→pvc/data", Map.of("io", "io_uring"), Map.of("bus", "virtio"), Map.of("bus", "virtio"));
        var decision = new PathDecision(
                "io",
                Verdict.SET,
                "io_uring",
                DecisionReason.PLUGIN_READY,
                "Said.",
                List.of("Plugin: ready"),
                List.of("data"));
        var status = new StoragePathStatus(
                "database",
                4L,
                Delivery.VIRTUAL_MACHINE,
                Delivery.AUTO,
                "no GitOps tool or controller owns the VM\'s manifest",
                Compliance.OUT_OF_DATE,
                PathReason.NEXT_START,
                "Stop and start it.",
                "guest→pvc/data",
                1,
                List.of(disk),
                List.of(decision),
                0,
                EligibleNodes.SOME,
                "no node was read",
                "worker-3",
                false,
                Map.of("iops", "100000"),
                List.of(READY));
        assertThat(stored(new StoragePath(), namespace, status)).isEqualTo(status);
        assertThat(table("spath", name, "-n" + namespace, "-owide"))
                .containsExactly(
                        List.of("NAME", "PROFILE", "COMPLIANCE", "HOPS", "PATH", "AGE", "REASON", "NODE", "MIGRATABLE"),
                        List.of(
                                name,
                                "database",
                                "OutOfDate",
                                "1",
                                "guest→pvc/data",
                                "_",
                                "NextStart",
                                "worker-3",
                                "false"));
        assertThat(table("spath", name, "-n" + namespace).getFirst())
                .containsExactly("NAME", "PROFILE", "COMPLIANCE", "HOPS", "PATH", "AGE");
    }

    @Test
    void aNodesStatusIsKeptAndShown() throws IOException {
        var numa = List.of(new NumaNode(0, "0-1", Map.of("2Mi", 32)));
        var nvme = List.of(new NvmeFunction(
                "0000:81:00.0",
                "144d:a80a",
                "PM9A3",
                "S1",
                1,
                23,
                true,
                true,
                false,
                "vfio-pci",
                List.of("flr", "bus"),
                List.of("ext4 on nvme0n1p1"),
                new Sriov(SriovFunction.PHYSICAL, 4, 2, null),
                true,
                "for a person"));
        var status = new StorageNodeStatus(
                TIME,
                "6.12.48",
                new Iommu(true, IommuKind.INTEL, IommuMode.PASSTHROUGH, true, List.of("dmar0")),
                new IoUring(IoUringState.ALLOWED, 0),
                numa,
                new Vfio(true, false),
                nvme,
                NodeTotals.of(numa, nvme));
        assertThat(stored(new StorageNode(), null, status)).isEqualTo(status);
        assertThat(table("snode", name))
                .containsExactly(
                        List.of("NAME", "IOMMU", "MODE", "IO_URING", "NUMA", "NVME", "READY", "AGE"),
                        List.of(name, "intel", "passthrough", "Allowed", "1", "1", "1", "_"));
    }

    @Test
    void aReasonOfALaterVersionIsStoredAndReadsAsNone() {
        String status = "{\"profile\":\"database\",\"reason\":\"SomethingNew\"}";
        assertThat(Serialization.unmarshal(status, StoragePathStatus.class).reason())
                .isNull();
    }

    private <S, T extends CustomResource<?, S>> S stored(T object, String namespace, S status) {
        object.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
        T made = client.resource(object).create();
        made.setStatus(status);
        return client.resource(made).updateStatus().getStatus();
    }

    /** kubectl's table, cell by cell, an age as _. */
    private static List<List<String>> table(String... arguments) throws IOException {
        var command = Stream.concat(Stream.of(TestCluster.shared().kubectl().toString(), "get"), Stream.of(arguments))
                .toList();
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = process.inputReader(java.nio.charset.StandardCharsets.UTF_8)) {
            return lines.lines()
                    .map(line ->
                            List.of(line.replaceAll(" \\d+m?s\\b", " _").strip().split(" +")))
                    .toList();
        }
    }
}
