package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.cluster.Answers;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.PermitWriter;
import dev.shortpath.cluster.Watched;
import dev.shortpath.cluster.Wire;
import dev.shortpath.plan.passthrough.Permit;
import dev.shortpath.plan.passthrough.Permits;
import dev.shortpath.probe.ProbeProcess;
import dev.shortpath.probe.Recorded;
import dev.shortpath.probe.Station;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All that Shortpath does on a cluster, once each, in steps that have a name. KubeVirt and restarts are played beside it. */
final class Duties implements AutoCloseable {
    private static final String PCI = "1b36:0010";

    private final Bench bench = new Bench("duties");
    private final Hosts hosts = new Hosts(bench);
    private final Station station;
    private final Path folder;
    private String step = "";

    /** @param folder of its own, for the probe's process */
    Duties(Station station, Path folder) {
        this.station = station;
        this.folder = folder;
    }

    /** What it was about, for whoever finds that it failed. */
    String step() {
        return step;
    }

    /** A node, a class that serves Block, an instancetype and a preference of each scope, and the KubeVirt CR. */
    void prepare() {
        step = "preparing";
        hosts.node("duty");
        for (String document : SETTING.split("---\n")) {
            bench.apply(document);
        }
        bench.kubevirt(
                "developerConfiguration: {featureGates: [HostDevices, Sidecar]}, permittedHostDevices: {pciHostDevices: [{pciVendorSelector: \"10DE:1DB6\", resourceName: nvidia.com/gpu}]}");
        bench.deployed();
    }

    /** Every duty of an operator that runs under this account. */
    void operator(KubernetesClient account) throws IOException {
        vmIsWrittenAndReported();
        measurementIsShown();
        vmIsBorn();
        typesAreRead();
        vmIsRestarted();
        vmParts();
        nodeIsLabelled();
        hookIsWritten();
        deviceIsPermitted(account);
        secretIsPutRight();
    }

    private void vmIsWrittenAndReported() {
        step = "a VM that is there is given its path, and reported";
        bench.apply(Manifests.haltedVm("orders"));
        bench.apply(Manifests.profile("threads"));
        path("orders", "Compliant/AsPlanned");
        patiently()
                .until(() -> bench.vm("orders")
                        .orElseThrow()
                        .at("/spec/template/spec/domain/devices/disks/1/io")
                        .asText()
                        .equals("threads"));
        step = "its profile counts it";
        patiently()
                .until(() -> bench.profile("db")
                                .orElseThrow()
                                .at("/status/virtualMachines/compliant")
                                .asInt()
                        > 0);
        step = "an event says what was written";
        patiently()
                .until(() ->
                        bench.client().events().v1().events().inNamespace(bench.namespace()).list().getItems().stream()
                                .anyMatch(e -> e.getReason().equals("PlanWritten")));
    }

    private void measurementIsShown() {
        step = "what was measured of a VM is shown in its report";
        bench.apply(Manifests.measured(
                bench.vm("orders").orElseThrow().at("/metadata/uid").asText()));
        patiently()
                .until(() -> bench.path("orders")
                        .orElseThrow()
                        .at("/status/measured/summary")
                        .asText()
                        .equals("a gain"));
    }

    private void vmIsBorn() {
        step = "a VM is born with a Block volume on a class that serves it";
        bench.apply("""
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: ~born}
                spec:
                  allowedNamespaces: {matchLabels: {kubernetes.io/metadata.name: NS}}
                  disks: [{name: fast, match: {storageClassNames: [~fast]}, volume: {volumeMode: Block}}]
                """);
        patiently().until(() -> {
            JsonNode vm = bench.apply(Manifests.templated("born", "born", "Halted", "{}"));
            boolean block = vm.at("/spec/dataVolumeTemplates/0/spec/storage/volumeMode")
                    .asText()
                    .equals("Block");
            if (!block) {
                bench.deleteVm("born");
            }
            return block;
        });
    }

    private void typesAreRead() {
        step = "VMs with instancetypes and preferences are planned";
        for (String scope : List.of("", "Cluster")) {
            String name = "typed" + scope.toLowerCase(java.util.Locale.ROOT);
            bench.apply(Manifests.haltedVm(name)
                    .replace("                cpu: {cores: 4}\n", "")
                    .replace("        cpu: {cores: 4}\n", "")
                    .replace("        memory: {guest: 1Gi}\n", "")
                    .replace(
                            "spec:\n  runStrategy",
                            "spec:\n  instancetype: {name: ~type, kind: VirtualMachine%1$sInstancetype}\n  preference: {name: ~taste, kind: VirtualMachine%1$sPreference}\n  runStrategy"
                                    .formatted(scope)));
            path(name, "Compliant/AsPlanned");
        }
    }

    private void vmIsRestarted() {
        step = "a running VM is restarted";
        String vm = Manifests.haltedVm("running")
                .replace("runStrategy: Halted", "runStrategy: Always")
                .replace("~db", "~restarts")
                .replace("memory: {guest: 1Gi}", "memory: {guest: 64Mi}")
                .replace(
                        "containerDisk: {image: quay.io/containerdisks/fedora:latest}",
                        "hostDisk: {path: /root.img, type: DiskOrCreate, capacity: 1Gi}")
                .replace(
                        "emptyDisk: {capacity: 1Gi}", "hostDisk: {path: /data.img, type: DiskOrCreate, capacity: 1Gi}");
        bench.apply(vm);
        patiently()
                .until(() -> bench.vm("running")
                        .orElseThrow()
                        .at("/status/printableStatus")
                        .asText()
                        .equals("Running"));
        bench.apply(Manifests.profile("threads")
                .replace("~db", "~restarts")
                .replace("spec:\n", "spec:\n  rollout: {strategy: Restart}\n"));
        path("running", "Compliant/AsPlanned");
    }

    private void vmParts() {
        step = "a VM parts from its profile, and its report goes";
        bench.editVm("orders", "{\"metadata\":{\"labels\":{\"shortpath.dev/profile\":null}}}");
        patiently().until(() -> bench.path("orders").isEmpty());
    }

    private void nodeIsLabelled() {
        step = "a node is labelled as its probe reports";
        hosts.report("duty", Instant.now().toString(), """
                iommu: {enabled: true, kind: intel, mode: passthrough, interruptRemapping: true}
                  vfio: {ready: true}
                  nvme: [{address: "0000:81:00.0", vendorDevice: "1b36:0010", driver: vfio-pci, numaNode: 1, ready: true, sriov: {function: None}}]
                """);
        patiently().until(() -> "ready".equals(hosts.labels("duty").get("iommu")));
    }

    private void hookIsWritten() {
        step = "the script of the hook sidecar comes with the first VM that needs it";
        hosts.label("duty", "io-uring=allowed");
        bench.apply(Manifests.profile("io_uring").replace("~db", "~uring"));
        bench.apply(Manifests.haltedVm("hooked").replace("~db", "~uring"));
        var script = bench.client().configMaps().inNamespace(bench.namespace()).withName("shortpath-hook");
        patiently().until(() -> script.get() != null);
        step = "and goes with the last";
        bench.deleteVm("hooked");
        patiently().until(() -> script.get() == null);
    }

    private void deviceIsPermitted(KubernetesClient account) throws IOException {
        step = "a device is permitted in the KubeVirt CR";
        bench.apply("""
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: ~drives}
                spec:
                  allowedNamespaces: {}
                  passthrough: [{name: nvme0, resourceName: example.com/~nvme}]
                """);
        patiently().until(() -> kubevirt().toString().contains("example.com/" + bench.named("nvme")));
        step = "and after a conflict the CR is read again";
        ObjectNode stale = kubevirt().deepCopy();
        stale.withObject("/metadata").put("generation", 0);
        Permit late = new Permit(PCI, "example.com/late", false);
        try (Caches caches = new Caches(account)) {
            String fate = new PermitWriter(
                            new Wire(account), new Answers(Watched.KUBEVIRT, caches.shelf(Watched.KUBEVIRT)))
                    .write(stale, new Permits(List.of(late), List.of(), List.of(late), Map.of()))
                    .getClass()
                    .getSimpleName();
            if (!fate.equals("Moved")) {
                throw new IllegalStateException("not Moved, but " + fate);
            }
        }
    }

    private JsonNode kubevirt() {
        return bench.find("kubevirt.io/v1", "KubeVirt", bench.namespace(), "kubevirt")
                .orElseThrow();
    }

    private void secretIsPutRight() {
        step = "a Secret that somebody damaged is put right";
        var secret = bench.client().secrets().inNamespace("shortpath").withName("shortpath-webhook");
        patiently().until(() -> secret.get() != null);
        secret.edit(s -> {
            s.getData().put("tls.key", "bm9uZQ==");
            return s;
        });
        patiently().until(() -> !"bm9uZQ==".equals(secret.get().getData().get("tls.key")));
    }

    /** Every duty of a probe, in a process of its own. */
    void probe() throws IOException {
        step = "a probe reports";
        Path own = Files.createDirectories(folder.resolve(bench.named("probe")));
        String node = station.node(bench.named("probed")).getMetadata().getName();
        shows(own, "one");
        try (ProbeProcess process = ProbeProcess.start(station, node, own.resolve("root"), own.resolve("process"))) {
            reports(process, node, "one");
            step = "a probe reports another drive, and says so in an event";
            shows(own, "another");
            reports(process, node, "another");
            patiently()
                    .until(() -> bench.client().events().v1().events().inNamespace("default").list().getItems().stream()
                            .anyMatch(e -> e.getReason().equals("DriveReplaced")
                                    && node.equals(e.getRegarding().getName())));
        }
    }

    private void reports(ProbeProcess process, String node, String serial) {
        // One that ended will report nothing more.
        if (!process.isAlive()) {
            throw new IllegalStateException("the probe ended");
        }
        patiently()
                .until(() -> bench.find("shortpath.dev/v1alpha1", "StorageNode", null, node)
                        .orElseThrow()
                        .at("/status/nvme")
                        .findValuesAsText("serial")
                        .contains(serial));
    }

    /** From now on its node's drives have this serial number. */
    private static void shows(Path own, String serial) throws IOException {
        Path unpacked = Recorded.unpack("b-intel-on", Files.createTempDirectory(own, serial));
        try (Stream<Path> files = Files.walk(unpacked)) {
            for (Path file : files.filter(f -> f.endsWith("serial")).toList()) {
                Files.delete(file);
                Files.writeString(file, serial + "\n");
            }
        }
        Path next = Files.createSymbolicLink(own.resolve("next"), unpacked);
        Files.move(next, own.resolve("root"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void path(String name, String expected) {
        patiently().until(() -> {
            JsonNode status = bench.path(name).orElseThrow().path("status");
            return (status.path("compliance").asText() + "/"
                            + status.path("reason").asText())
                    .equals(expected);
        });
    }

    @Override
    public void close() {
        bench.client()
                .genericKubernetesResources("kubevirt.io/v1", "KubeVirt")
                .inNamespace(bench.namespace())
                .withName("kubevirt")
                .delete();
        hosts.close();
        bench.close();
    }

    private static final String SETTING = """
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: ~fast}
            provisioner: topolvm.io
            ---
            apiVersion: cdi.kubevirt.io/v1beta1
            kind: StorageProfile
            metadata: {name: ~fast}
            spec: {claimPropertySets: [{accessModes: [ReadWriteOnce], volumeMode: Block}]}
            status: {claimPropertySets: [{accessModes: [ReadWriteOnce], volumeMode: Block}]}
            ---
            apiVersion: instancetype.kubevirt.io/v1beta1
            kind: VirtualMachineInstancetype
            metadata: {name: ~type, namespace: NS}
            spec: {cpu: {guest: 4}, memory: {guest: 1Gi}}
            ---
            apiVersion: instancetype.kubevirt.io/v1beta1
            kind: VirtualMachineClusterInstancetype
            metadata: {name: ~type}
            spec: {cpu: {guest: 4}, memory: {guest: 1Gi}}
            ---
            apiVersion: instancetype.kubevirt.io/v1beta1
            kind: VirtualMachinePreference
            metadata: {name: ~taste, namespace: NS}
            spec: {devices: {preferredDiskBus: virtio}}
            ---
            apiVersion: instancetype.kubevirt.io/v1beta1
            kind: VirtualMachineClusterPreference
            metadata: {name: ~taste}
            spec: {devices: {preferredDiskBus: virtio}}
            """;
}
