package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.actor.Actor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Everything around one VM: Shortpath installed, KubeVirt played, nodes of which one carries an IOMMU, a class for Block. */
final class Playground implements AutoCloseable {
    private static final String SETTING = """
            apiVersion: v1
            kind: Node
            metadata: {name: ~plain, labels: {kubevirt.io/schedulable: "true", kubernetes.io/arch: amd64}}
            status: {allocatable: {cpu: "8", memory: 32Gi, pods: "110"}}
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: ~able, labels: {kubevirt.io/schedulable: "true", kubernetes.io/arch: amd64, shortpath.dev/iommu: ready}}
            status: {allocatable: {cpu: "8", memory: 32Gi, pods: "110"}}
            ---
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
            """;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Bench bench;
    private final Installed installed;
    private final Actor actor;

    Playground(String name) {
        this(name, Installed::new);
    }

    Playground(String name, Settings settings) {
        this(name, () -> new Installed(new SimpleMeterRegistry(), settings));
    }

    Playground(String name, Supplier<Installed> installing) {
        bench = new Bench(name);
        for (String document : SETTING.split("---\n")) {
            bench.apply(document);
        }
        actor = new Actor(bench.client(), said::add);
        installed = installing.get();
    }

    Bench bench() {
        return bench;
    }

    Installed installed() {
        return installed;
    }

    /** KubeVirt's part in words. */
    List<String> said() {
        return said;
    }

    /** The API server takes a moment to learn of a new caBundle and new conditions: until a VM of this profile is tuned. */
    void awaitDoor(String profile) {
        patiently().until(() -> {
            JsonNode vm = bench.apply(Manifests.templated("probe", profile, "Halted", "{}"));
            bench.deleteVm("probe");
            return vm.at("/metadata/annotations").has("shortpath.dev/applied");
        });
    }

    JsonNode running(String name) {
        patiently()
                .until(() -> vmi(name)
                        .filter(v -> v.at("/status/phase").asText().equals("Running"))
                        .isPresent());
        return vmi(name).orElseThrow();
    }

    Optional<JsonNode> vmi(String name) {
        return bench.find("kubevirt.io/v1", "VirtualMachineInstance", bench.namespace(), name);
    }

    /** The launcher pods of a VM that are not gone. */
    List<JsonNode> pods(String name) {
        return bench
                .client()
                .pods()
                .inNamespace(bench.namespace())
                .withLabel("vm.kubevirt.io/name", name)
                .list()
                .getItems()
                .stream()
                .map(Bench::tree)
                .toList();
    }

    /** The report of a VM once it says this. */
    JsonNode path(String name, String compliance, String reason) {
        patiently().until(() -> {
            JsonNode status = bench.path(name).orElseThrow().path("status");
            return status.path("compliance").asText().equals(compliance)
                    && status.path("reason").asText().equals(reason);
        });
        return bench.path(name).orElseThrow();
    }

    @Override
    public void close() {
        installed.close();
        actor.close();
        for (String kind : List.of("plain", "able")) {
            bench.client().nodes().withName(bench.named(kind)).delete();
        }
        bench.client()
                .storage()
                .v1()
                .storageClasses()
                .withName(bench.named("fast"))
                .delete();
        bench.client()
                .genericKubernetesResources("cdi.kubevirt.io/v1beta1", "StorageProfile")
                .withName(bench.named("fast"))
                .delete();
        bench.close();
    }
}
