package dev.shortpath.actor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A real API server with two nodes, a storage class that CDI knows, a preference, and the actor. */
final class Scene implements AutoCloseable {
    private static final String SETTING = """
            apiVersion: v1
            kind: Node
            metadata: {name: played-1, labels: {kubevirt.io/schedulable: "true", played/rack: one}}
            status: {allocatable: {cpu: "8", memory: 32Gi, pods: "110"}}
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: played-2, labels: {kubevirt.io/schedulable: "true", played/rack: two}}
            status: {allocatable: {cpu: "8", memory: 32Gi, pods: "110"}}
            ---
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: played-block}
            provisioner: topolvm.io
            ---
            apiVersion: cdi.kubevirt.io/v1beta1
            kind: StorageProfile
            metadata: {name: played-block}
            spec: {claimPropertySets: [{accessModes: [ReadWriteOnce], volumeMode: Block}]}
            ---
            apiVersion: instancetype.kubevirt.io/v1beta1
            kind: VirtualMachineClusterPreference
            metadata: {name: played-scsi}
            spec: {devices: {preferredDiskBus: scsi}}
            """;

    private final KubernetesClient client;
    private final Stage reading;
    private final Actor actor;

    Scene(Consumer<String> voice) {
        client = TestCluster.shared().client();
        apply(SETTING);
        reading = new Stage(client);
        actor = new Actor(client, voice);
    }

    void apply(String manifests) {
        load(manifests).forEach(one -> one.forceConflicts().serverSideApply());
    }

    void withdraw(String manifests) {
        load(manifests).forEach(Resource::delete);
    }

    /** What the server would make of an object at its creation. */
    ObjectNode admitted(String manifest) {
        return Stage.JSON.valueToTree(client.resource(manifest).dryRun().create());
    }

    private Stream<NamespaceableResource<HasMetadata>> load(String manifests) {
        return client.load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8)))
                .resources();
    }

    String namespace() {
        return TestCluster.shared().freshNamespace("played");
    }

    void remove(String namespace) {
        client.namespaces().withName(namespace).delete();
    }

    void waitUntilGone(String namespace) {
        client.namespaces().withName(namespace).waitUntilCondition(Objects::isNull, 60, TimeUnit.SECONDS);
    }

    /** Reads from the server, not from a cache. */
    Optional<ObjectNode> find(Kind kind, String namespace, String name) {
        return reading.find(kind, namespace, name);
    }

    void patch(Kind kind, String namespace, String name, String json) {
        client.genericKubernetesResources(kind.apiVersion(), kind.word)
                .inNamespace(namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    void delete(Kind kind, String namespace, String name) {
        reading.delete(kind, find(kind, namespace, name).orElseThrow());
    }

    @Override
    public void close() {
        actor.close();
        load(SETTING).forEach(Resource::delete);
    }
}
