package dev.shortpath.kubevirt;

import static dev.shortpath.kubevirt.VmPatchTest.change;
import static dev.shortpath.kubevirt.VmPatchTest.note;
import static dev.shortpath.kubevirt.VmPatchTest.undo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Keys;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Change;
import dev.shortpath.plan.Write;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real API server says to our patches and their guards. */
@Tag("cluster")
class PatchOnServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Change> CHANGES = List.of(
            change("root", Field.BUS, null, "virtio"),
            change("data", Field.IO, "threads", "native"),
            change("data", Field.BLOCK_SIZE, null, "match"),
            change("data", Field.IO_URING, null, "io_uring"),
            change("data", Field.VOLUME_MODE, null, "Block"),
            change(null, Field.MULTI_QUEUE, null, "Always"),
            change(null, Field.IO_THREADS_POLICY, null, "supplementalPool"),
            change(null, Field.IO_THREADS_COUNT, null, "4"));
    private static final Write WRITE = new Write(CHANGES, Optional.of(note(CHANGES)), false);

    private static String namespace;

    @BeforeAll
    static void makeANamespace() {
        namespace = TestCluster.shared().freshNamespace("patch");
    }

    private static Resource<GenericKubernetesResource> vm(String name, String metadata) throws Exception {
        ObjectNode manifest = Yaml.document("""
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: %s%s}
                spec:
                  runStrategy: Halted
                  dataVolumeTemplates:
                  - metadata: {name: db-data}
                    spec: {storage: {resources: {requests: {storage: 1Gi}}}, source: {blank: {}}}
                  template:
                    spec:
                      domain:
                        devices:
                          disks:
                          - {name: root, disk: {}}
                          - {name: data, disk: {bus: virtio}, io: threads}
                      volumes:
                      - {name: root, containerDisk: {image: x}}
                      - {name: data, dataVolume: {name: db-data}}
                """.formatted(name, metadata.isEmpty() ? "" : ", " + metadata));
        var vms = TestCluster.shared()
                .client()
                .genericKubernetesResources("kubevirt.io/v1", "VirtualMachine")
                .inNamespace(namespace);
        vms.resource(JSON.treeToValue(manifest, GenericKubernetesResource.class))
                .create();
        return vms.withName(name);
    }

    private static ObjectNode read(Resource<GenericKubernetesResource> vm) {
        ObjectNode read = JSON.valueToTree(vm.get());
        ((ObjectNode) read.get("metadata")).remove("managedFields");
        return read;
    }

    private static void patch(Resource<GenericKubernetesResource> vm, JsonNode patch) {
        vm.patch(PatchContext.of(PatchType.JSON), patch.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bare|''",
                "labelled|labels: {shortpath.dev/profile: database}",
                "others|'labels: {a: b}, annotations: {c: d}'",
                "consenting|'annotations: {shortpath.dev/allow-guest-change: \"true\"}'",
            })
    void takesAPatchAndItsUndoing(String name, String metadata) throws Exception {
        Resource<GenericKubernetesResource> vm = vm(name, metadata);
        ObjectNode before = read(vm);
        patch(vm, VmPatch.of(before, WRITE));
        ObjectNode with = read(vm);
        assertThat(with.get("spec")).isEqualTo(VmPatch.applied(before, WRITE).get("spec"));
        assertThat(AppliedNote.read(Optional.of(with.path("metadata")
                                .path("annotations")
                                .path(Keys.APPLIED)
                                .asText()))
                        .entries())
                .isEqualTo(note(CHANGES).entries());
        patch(vm, VmPatch.of(with, new Write(undo(CHANGES), Optional.of(Applied.NONE), false)));
        ObjectNode after = read(vm);
        assertThat(after.get("spec")).isEqualTo(before.get("spec"));
        assertThat(after.at("/metadata/annotations")).isEqualTo(before.at("/metadata/annotations"));
        assertThat(after.at("/metadata/labels")).isEqualTo(before.at("/metadata/labels"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "first-label|''|{\"metadata\":{\"labels\":{\"shortpath.dev/profile\":\"other\"}}}",
                "label|labels: {a: b}|{\"metadata\":{\"labels\":{\"shortpath.dev/profile\":\"other\"}}}",
                "relabel|labels: {shortpath.dev/profile: database}|{\"metadata\":{\"labels\":{\"shortpath.dev/profile\":\"none\"}}}",
                "unlabel|labels: {shortpath.dev/profile: database}|{\"metadata\":{\"labels\":{\"shortpath.dev/profile\":null}}}",
                "first-note|''|{\"metadata\":{\"annotations\":{\"shortpath.dev/applied\":\"{}\"}}}",
                "consent|annotations: {a: b}|{\"metadata\":{\"annotations\":{\"shortpath.dev/allow-guest-change\":\"true\"}}}",
                "pause|annotations: {a: b}|{\"metadata\":{\"annotations\":{\"shortpath.dev/paused\":\"true\"}}}",
                "edit|''|{\"spec\":{\"runStrategy\":\"Always\"}}",
            })
    void refusesAPatchOfAVmThatChangedMeanwhile(String name, String metadata, String meanwhile) throws Exception {
        Resource<GenericKubernetesResource> vm = vm(name, metadata);
        JsonNode patch = VmPatch.of(read(vm), WRITE);
        vm.patch(PatchContext.of(PatchType.JSON_MERGE), meanwhile);
        assertThatThrownBy(() -> patch(vm, patch))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(422));
    }

    @Test
    void refusesAPatchOfAVmThatWasMadeAnew() throws Exception {
        Resource<GenericKubernetesResource> vm = vm("anew", "");
        ObjectNode old = read(vm);
        ((ObjectNode) old.get("metadata")).put("uid", "00000000-0000-0000-0000-000000000000");
        assertThatThrownBy(() -> patch(vm, VmPatch.of(old, WRITE)))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(422));
    }
}
