package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.probe.ProbeProcess;
import dev.shortpath.probe.Recorded;
import dev.shortpath.probe.Station;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifteen nodes, one for each recorded tree, each with its own probe process and pod-bound token; a profile with passthrough,
 * and where the real scheduler puts its VMs. The kubelet's part, what it counts of the drives that are bound, is played.
 */
@Tag("cluster")
class FleetTest {
    private static final String DRIVES = "shortpath.dev/nvme";
    /** Those with one physical function ready, behind a NUMA node that is known, and an IOMMU that can be trusted. */
    private static final List<String> ABLE =
            List.of("d-amd", "d-amd-pt", "g-kernel61-intel-pt-vfio", "h-kernel72-intel-pt-vfio");

    @TempDir
    private static Path folder;

    private static Playground play;
    private static Bench bench;
    private static Station station;
    private static final Map<String, String> NODES = new TreeMap<>();
    private static final List<ProbeProcess> PROBES = new ArrayList<>();

    @BeforeAll
    static void open() throws IOException {
        play = new Playground("fleet");
        bench = play.bench();
        station = new Station();
        bench.kubevirt("developerConfiguration: {featureGates: [HostDevices]}, permittedHostDevices:"
                + " {pciHostDevices: [{pciVendorSelector: \"1b36:0010\", resourceName: shortpath.dev/nvme}]}");
        bench.deployed();
        for (String tree : Recorded.names()) {
            node(tree);
        }
        bench.apply("""
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: ~drives}
                spec:
                  workload: General
                  allowedNamespaces: {}
                  passthrough: [{name: nvme0, resourceName: shortpath.dev/nvme}]
                """);
        for (String tree : NODES.keySet()) {
            patiently()
                    .untilAsserted(() -> assertThat(label(tree, "iommu"))
                            .as("%s: %s", tree, said(tree))
                            .isIn("ready", "missing"));
            kubeletCounts(tree);
        }
        play.awaitDoor("drives");
    }

    @AfterAll
    static void close() {
        PROBES.forEach(ProbeProcess::close);
        bench.client()
                .genericKubernetesResources("kubevirt.io/v1", "KubeVirt")
                .inNamespace(bench.namespace())
                .withName("kubevirt")
                .delete();
        station.close();
        play.close();
    }

    private static void node(String tree) throws IOException {
        String name = station.node(bench.named(tree)).getMetadata().getName();
        NODES.put(tree, name);
        bench.apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: %s, labels: {kubevirt.io/schedulable: "true", kubernetes.io/arch: %s}}
                """.formatted(name, tree.startsWith("f-arm") ? "arm64" : "amd64"));
        Path own = folder.resolve(tree);
        shows(tree, tree);
        PROBES.add(ProbeProcess.start(station, name, own.resolve("root"), own.resolve("process")));
    }

    /** From now on a node's probe sees another tree. */
    private static void shows(String node, String tree) throws IOException {
        Path own = Files.createDirectories(folder.resolve(node));
        Path unpacked = Recorded.unpack(tree, Files.createTempDirectory(own, tree));
        Path next = Files.createSymbolicLink(own.resolve("next"), unpacked);
        Files.move(next, own.resolve("root"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String label(String tree, String label) {
        return bench.client()
                .nodes()
                .withName(NODES.get(tree))
                .get()
                .getMetadata()
                .getLabels()
                .getOrDefault("shortpath.dev/" + label, "");
    }

    private static String said(String tree) throws IOException {
        return Files.readString(folder.resolve(tree).resolve("process").resolve("log"))
                + bench.find("shortpath.dev/v1alpha1", "StorageNode", null, NODES.get(tree));
    }

    private static JsonNode storageNode(String tree) {
        return bench.find("shortpath.dev/v1alpha1", "StorageNode", null, NODES.get(tree))
                .orElseThrow();
    }

    /** What virt-handler's plugin finds when it starts: functions on vfio-pci, by IOMMU group. */
    private static void kubeletCounts(String tree) {
        long groups = storageNode(tree)
                .at("/status/nvme")
                .valueStream()
                .filter(f -> f.path("driver").asText().equals("vfio-pci"))
                .map(f -> f.path("iommuGroup").asInt())
                .distinct()
                .count();
        bench.client().nodes().withName(NODES.get(tree)).editStatus(n -> {
            Map<String, Quantity> counts = Map.of(
                    "cpu",
                    new Quantity("8"),
                    "memory",
                    new Quantity("32Gi"),
                    "pods",
                    new Quantity("110"),
                    DRIVES,
                    new Quantity(String.valueOf(groups)));
            n.setStatus(new NodeStatusBuilder()
                    .withAllocatable(counts)
                    .withCapacity(counts)
                    .build());
            return n;
        });
    }

    private static String drivesVm(String name) {
        return """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: %s, namespace: NS, labels: {shortpath.dev/profile: ~drives}}
                spec:
                  runStrategy: Always
                  template:
                    spec:
                      domain:
                        cpu: {cores: 2}
                        memory: {guest: 1Gi}
                        devices: {disks: [{name: scratch, disk: {bus: virtio}}]}
                      volumes: [{name: scratch, emptyDisk: {capacity: 1Gi}}]
                """.formatted(name);
    }

    @Test
    void vmsAreGivenADriveAndPutWhereOneIsAndFollowWhatNodesLose() throws IOException {
        patiently().untilAsserted(() -> {
            JsonNode nodes = bench.profile("drives").orElseThrow().at("/status/nodes");
            assertThat(nodes.path("eligible").asInt()).isEqualTo(4);
            assertThat(nodes.path("why").asText())
                    .as("what other nodes of this cluster lack is counted too")
                    .containsPattern("\\d+ with no label shortpath.dev/iommu: ready")
                    .contains("1 with vfio-pci not ready")
                    .contains("5 with no function of shortpath.dev/nvme ready")
                    .contains("1 with shortpath.dev/nvme with virtual functions")
                    .contains("1 with another architecture than amd64");
        });
        List<String> vms = IntStream.rangeClosed(1, 5).mapToObj(i -> "db" + i).toList();
        vms.forEach(vm -> bench.apply(drivesVm(vm)));

        Map<String, String> at = vms.stream()
                .collect(Collectors.toMap(
                        vm -> vm, vm -> play.running(vm).at("/status/nodeName").asText()));
        print(at);
        // Of h the kubelet counts two groups, of which one holds two functions.
        List<String> places = new ArrayList<>(ABLE.stream().map(NODES::get).toList());
        places.add(NODES.get("h-kernel72-intel-pt-vfio"));
        assertThat(at.values())
                .as("as many as there are drives, and none on c, whose resource may give a virtual function")
                .containsExactlyInAnyOrderElementsOf(places);
        assertThat(play.pods("db1").getFirst().at("/spec/affinity").toString())
                .contains("shortpath.dev/iommu")
                .contains("shortpath.dev/nvme-ready-numa-max");
        for (String vm : vms) {
            assertThat(play.vmi(vm)
                            .orElseThrow()
                            .at("/spec/domain/devices/hostDevices")
                            .toString())
                    .isEqualTo("[{\"deviceName\":\"shortpath.dev/nvme\",\"name\":\"nvme0\"}]");
            play.path(vm, "Compliant", "AsPlanned");
        }

        shows("g-kernel61-intel-pt-vfio", "a-off");
        patiently().until(() -> label("g-kernel61-intel-pt-vfio", "iommu").equals("missing"));
        // Its drive may be missed first, and its IOMMU only then.
        patiently()
                .untilAsserted(() -> assertThat(
                                play.path(on(at, "g-kernel61-intel-pt-vfio"), "NonCompliant", "WrongNode")
                                        .at("/status/message")
                                        .asText())
                        .contains("no label shortpath.dev/iommu: ready"));

        shows("h-kernel72-intel-pt-vfio", "b-intel-on");
        patiently().until(() -> label("h-kernel72-intel-pt-vfio", "nvme-ready").equals("0"));
        play.path(on(at, "h-kernel72-intel-pt-vfio"), "NonCompliant", "WrongNode");
        patiently()
                .untilAsserted(() -> assertThat(bench.profile("drives")
                                .orElseThrow()
                                .at("/status/nodes/eligible")
                                .asInt())
                        .isEqualTo(2));
    }

    private static String on(Map<String, String> at, String tree) {
        return at.entrySet().stream()
                .filter(e -> e.getValue().equals(NODES.get(tree)))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static void print(Map<String, String> at) {
        System.out.println("node, labels, VM");
        NODES.forEach((tree, name) -> {
            Map<String, String> labels = new TreeMap<>(
                    bench.client().nodes().withName(name).get().getMetadata().getLabels());
            labels.keySet().removeIf(k -> !k.startsWith("shortpath.dev/"));
            String vms = at.entrySet().stream()
                    .filter(e -> e.getValue().equals(name))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", "));
            System.out.println(tree + "  " + labels + "  " + vms);
        });
    }
}
