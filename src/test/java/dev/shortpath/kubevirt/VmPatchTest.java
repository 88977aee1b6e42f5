package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Keys;
import dev.shortpath.api.OnRemoval;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Change;
import dev.shortpath.plan.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class VmPatchTest {
    private static final String VM = """
            apiVersion: kubevirt.io/v1
            kind: VirtualMachine
            metadata: {name: db, namespace: shop, uid: u1, generation: 3, labels: {shortpath.dev/profile: database}}
            spec:
              runStrategy: Halted
              dataVolumeTemplates:
              - metadata: {name: other}
                spec: {pvc: {}, source: {blank: {}}}
              - metadata: {name: db-data}
                spec: {storage: {resources: {}}, source: {blank: {}}}
              template:
                spec:
                  domain:
                    devices:
                      disks:
                      - {name: root}
                      - {name: data, disk: {bus: virtio}, io: threads}
                      - {name: cd, cdrom: {bus: sata}}
                  volumes:
                  - {name: root, containerDisk: {image: x}}
                  - {name: data, dataVolume: {name: db-data}}
            """;

    static Change change(String disk, Field field, String from, String to) {
        return new Change(Optional.ofNullable(disk), field, Optional.ofNullable(from), Optional.ofNullable(to));
    }

    static Applied note(List<Change> changes) {
        return new Applied(
                true,
                Optional.empty(),
                Optional.of("shop/db"),
                "database",
                OnRemoval.RESTORE,
                changes.stream()
                        .map(c -> new Applied.Entry(c.disk(), c.field(), c.to().orElseThrow(), c.from()))
                        .toList(),
                List.of(),
                Optional.empty());
    }

    private static Write write(Change... changes) {
        return new Write(List.of(changes), Optional.empty(), false);
    }

    private static List<String> lines(JsonNode patch) {
        return StreamSupport.stream(patch.spliterator(), false)
                .map(op -> op.path("op").asText() + " " + op.path("path").asText()
                        + (op.has("value") ? " " + op.get("value") : ""))
                .toList();
    }

    @Test
    void guardsAPatchByWhatWasRead() {
        assertThat(lines(VmPatch.of(Yaml.document(VM), write(change("data", Field.IO, "threads", "native")))))
                .containsExactly(
                        "test /metadata/uid \"u1\"",
                        "test /metadata/generation 3",
                        "test /spec/template/spec/domain/devices/disks/1/name \"data\"",
                        "test /metadata/labels/shortpath.dev~1profile \"database\"",
                        "test /metadata/annotations null",
                        "replace /spec/template/spec/domain/devices/disks/1/io \"native\"");
    }

    @Test
    void guardsAnnotationsOneByOneWhereThereAreSome() {
        ObjectNode vm = Yaml.document(VM);
        ((ObjectNode) vm.get("metadata")).remove("labels");
        ((ObjectNode) vm.get("metadata")).putObject("annotations").put(Keys.CONSENT, "true");
        assertThat(lines(VmPatch.of(vm, write(change(null, Field.MULTI_QUEUE, null, "Always")))))
                .containsSequence(
                        "test /metadata/labels null",
                        "test /metadata/annotations/shortpath.dev~1applied null",
                        "test /metadata/annotations/shortpath.dev~1allow-guest-change \"true\"",
                        "test /metadata/annotations/shortpath.dev~1paused null");
    }

    @Test
    void guardsAVmFromAFileWithoutUidAndGeneration() {
        ObjectNode vm = Yaml.document("{kind: VirtualMachine, metadata: {name: db}, spec: {template: {spec: {}}}}");
        assertThat(lines(VmPatch.of(vm, write(change(null, Field.EVICTION, null, "LiveMigrateIfPossible")))))
                .containsExactly(
                        "test /metadata/labels null",
                        "test /metadata/annotations null",
                        "add /spec/template/spec/evictionStrategy \"LiveMigrateIfPossible\"");
    }

    @Test
    void writesNothingAtAllForNothing() {
        assertThat(VmPatch.of(Yaml.document(VM), Write.NOTHING)).isEmpty();
        assertThat(VmPatch.applied(Yaml.document(VM), Write.NOTHING)).isEqualTo(Yaml.document(VM));
    }

    @Test
    void makesMissingParentsAndRemembersThem() {
        List<Change> changes = List.of(
                change("root", Field.BUS, null, "virtio"),
                change(null, Field.IO_THREADS_COUNT, null, "4"),
                change("root", Field.IO_URING, null, "io_uring"));
        JsonNode after = VmPatch.applied(Yaml.document(VM), new Write(changes, Optional.of(note(changes)), false));
        assertThat(after.at("/spec/template/spec/domain/ioThreads/supplementalPoolThreadCount"))
                .isEqualTo(Yaml.document("{n: 4}").get("n"));
        assertThat(after.at("/spec/template/spec/domain/devices/disks/0/disk/bus")
                        .asText())
                .isEqualTo("virtio");
        String written =
                after.path("metadata").path("annotations").path(Keys.APPLIED).asText();
        assertThat(AppliedNote.read(Optional.of(written)).made())
                .containsExactly(
                        "/spec/template/spec/domain/devices/disks/root/disk",
                        "/spec/template/spec/domain/ioThreads",
                        "/spec/template/metadata",
                        "/spec/template/metadata/annotations",
                        "/metadata/annotations");
    }

    @Test
    void spellsEveryFieldAtItsPlace() {
        assertThat(lines(VmPatch.changes(
                        Yaml.document(VM),
                        write(
                                change("data", Field.CACHE, null, "none"),
                                change("data", Field.IO_THREAD, null, "dedicated"),
                                change("data", Field.BLOCK_SIZE, null, "match"),
                                change("data", Field.ERROR_POLICY, null, "report"),
                                change("cd", Field.BUS, "sata", "scsi"),
                                change("data", Field.VOLUME_MODE, null, "Block"),
                                change("data", Field.STORAGE_CLASS, null, "nvme"),
                                change("data", Field.PREALLOCATION, null, "Never"),
                                change(null, Field.IO_THREADS_POLICY, null, "supplementalPool"),
                                change("data", Field.IO, "threads", null)))))
                .containsExactly(
                        "add /spec/template/spec/domain/devices/disks/1/cache \"none\"",
                        "add /spec/template/spec/domain/devices/disks/1/dedicatedIOThread true",
                        "add /spec/template/spec/domain/devices/disks/1/blockSize {\"matchVolume\":{\"enabled\":true}}",
                        "add /spec/template/spec/domain/devices/disks/1/errorPolicy \"report\"",
                        "replace /spec/template/spec/domain/devices/disks/2/cdrom/bus \"scsi\"",
                        "add /spec/dataVolumeTemplates/1/spec/storage/volumeMode \"Block\"",
                        "add /spec/dataVolumeTemplates/1/spec/storage/storageClassName \"nvme\"",
                        "add /spec/dataVolumeTemplates/1/spec/preallocation false",
                        "add /spec/template/spec/domain/ioThreadsPolicy \"supplementalPool\"",
                        "remove /spec/template/spec/domain/devices/disks/1/io");
    }

    @Test
    void addsToThePluginsAnnotationAndTakesOnlyItsOwnAway() {
        ObjectNode vm = Yaml.document(VM);
        String key = "/spec/template/metadata/annotations/plugin.shortpath.dev~1io-uring-disks";
        ObjectNode annotations =
                ((ObjectNode) vm.at("/spec/template")).putObject("metadata").putObject("annotations");
        annotations.put(Spelling.URING_DISKS, "ua-data2");
        JsonNode with = VmPatch.applied(vm, write(change("data", Field.IO_URING, null, "io_uring")));
        assertThat(with.at(key).asText()).isEqualTo("ua-data2 ua-data");
        JsonNode without = VmPatch.applied(with, write(change("data", Field.IO_URING, "io_uring", null)));
        assertThat(without).isEqualTo(vm);
    }

    @Test
    void takesConsentAwayInTheSamePatch() {
        ObjectNode vm = Yaml.document(VM);
        ((ObjectNode) vm.get("metadata")).putObject("annotations").put(Keys.CONSENT, "true");
        Write write = new Write(List.of(change("data", Field.BUS, "virtio", "scsi")), Optional.empty(), true);
        assertThat(lines(VmPatch.changes(vm, write)))
                .containsExactly(
                        "replace /spec/template/spec/domain/devices/disks/1/disk/bus \"scsi\"",
                        "remove /metadata/annotations/shortpath.dev~1allow-guest-change");
    }

    @Test
    void saysThatADiskIsNotThere() {
        assertThatThrownBy(() -> VmPatch.of(Yaml.document(VM), write(change("gone", Field.IO, null, "native"))))
                .hasMessage("the VM has no disk gone");
        assertThatThrownBy(() -> VmPatch.of(Yaml.document(VM), write(change("root", Field.VOLUME_MODE, null, "Block"))))
                .hasMessage("the VM has no template for its volume root");
    }

    @Test
    void writesNoNoteThatCouldNotBeReadAgain() {
        Change change = change("data", Field.BLOCK_SIZE, null, "{\"x\":\"" + "x".repeat(Applied.MOST_BYTES) + "\"}");
        Write write = new Write(List.of(change), Optional.of(note(List.of(change))), false);
        assertThatThrownBy(() -> VmPatch.of(Yaml.document(VM), write)).hasMessageContaining("more than 131072 bytes");
    }

    @Test
    void leavesTheManifestThatItWasGivenAlone() {
        ObjectNode vm = Yaml.document(VM);
        VmPatch.applied(vm, write(change("data", Field.IO, "threads", "native")));
        VmPatch.of(vm, write(change("data", Field.IO, "threads", "native")));
        assertThat(vm).isEqualTo(Yaml.document(VM));
    }

    @Test
    void tellsWhatItMadeFromWhatSomebodyElseHadAPartIn() {
        ObjectNode vm = Yaml.document(VM);
        Write write = write(change("data", Field.IO, "threads", "native"));
        ObjectNode now = VmPatch.applied(vm, write).deepCopy();
        now.withObject("/metadata").put("generation", 4);
        now.withObject("/metadata").putArray("managedFields").addObject().put("manager", "shortpath");
        assertThat(VmPatch.isMade(vm, write, now)).isTrue();

        ObjectNode labelled = now.deepCopy();
        labelled.withObject("/metadata/labels").put("app", "db");
        ObjectNode defaulted = now.deepCopy();
        defaulted.withObject("/spec/template/spec").put("architecture", "amd64");
        ObjectNode started = now.deepCopy();
        started.withObject("/status").put("ready", true);
        ObjectNode owned = now.deepCopy();
        owned.withObject("/metadata/annotations").put("argocd.argoproj.io/tracking-id", "shop");
        assertThat(List.of(labelled, defaulted, started, owned)).noneMatch(other -> VmPatch.isMade(vm, write, other));
    }

    @Test
    void anotherManagerOfAVmThatBecomesArgoCdsIsSeen() {
        ObjectNode vm = Yaml.document(VM);
        vm.withObject("/metadata/labels").put("app.kubernetes.io/instance", "shop");
        Write write = write(change("data", Field.IO, "threads", "native"));
        ObjectNode now = VmPatch.applied(vm, write).deepCopy();
        now.withObject("/metadata").putArray("managedFields").addObject().put("manager", "argocd-controller");
        assertThat(VmPatch.isMade(vm, write, now)).isFalse();
    }

    @Test
    void givesTheVeryDocumentBackWhenAllIsUndone() {
        List<Change> changes = List.of(
                change("root", Field.BUS, null, "virtio"),
                change("root", Field.IO_URING, null, "io_uring"),
                change("data", Field.IO, "threads", "native"),
                change("data", Field.BLOCK_SIZE, null, "b4096"),
                change(null, Field.SCSI_QUEUES, null, "4"),
                change(null, Field.IO_THREADS_POLICY, null, "supplementalPool"),
                change(null, Field.IO_THREADS_COUNT, null, "4"));
        ObjectNode vm = Yaml.document(VM);
        JsonNode with = VmPatch.applied(vm, new Write(changes, Optional.of(note(changes)), false));
        JsonNode without = VmPatch.applied(with, new Write(undo(changes), Optional.of(Applied.NONE), false));
        assertThat(without.toString()).isEqualTo(vm.toString());
    }

    @Test
    void keepsAParentThatTheOwnerFilledMeanwhile() {
        List<Change> changes = List.of(change(null, Field.IO_THREADS_COUNT, null, "4"));
        JsonNode with = VmPatch.applied(Yaml.document(VM), new Write(changes, Optional.of(note(changes)), false));
        ((ObjectNode) with.at("/spec/template/spec/domain/ioThreads")).put("own", "word");
        JsonNode without = VmPatch.applied(with, new Write(undo(changes), Optional.of(Applied.NONE), false));
        assertThat(without.at("/spec/template/spec/domain/ioThreads").toString())
                .isEqualTo("{\"own\":\"word\"}");
    }

    @Test
    void keepsAnEmptyParentThatIsTheOwners() {
        ObjectNode vm = Yaml.document(VM);
        ((ObjectNode) vm.at("/spec/template/spec/domain")).putObject("ioThreads");
        List<Change> changes = List.of(change(null, Field.IO_THREADS_COUNT, null, "4"));
        JsonNode with = VmPatch.applied(vm, new Write(changes, Optional.of(note(changes)), false));
        JsonNode without = VmPatch.applied(with, new Write(undo(changes), Optional.of(Applied.NONE), false));
        assertThat(without).isEqualTo(vm);
    }

    @Test
    void remembersParentsAcrossASecondWrite() {
        List<Change> first = List.of(change(null, Field.IO_THREADS_COUNT, null, "4"));
        JsonNode with = VmPatch.applied(Yaml.document(VM), new Write(first, Optional.of(note(first)), false));
        List<Change> both = new ArrayList<>(first);
        both.add(change("data", Field.CACHE, null, "none"));
        JsonNode more = VmPatch.applied(with, new Write(both.subList(1, 2), Optional.of(note(both)), false));
        JsonNode without = VmPatch.applied(more, new Write(undo(both), Optional.of(Applied.NONE), false));
        assertThat(without).isEqualTo(Yaml.document(VM));
    }

    static List<Change> undo(List<Change> changes) {
        return changes.reversed().stream()
                .map(c -> new Change(c.disk(), c.field(), c.to(), c.from()))
                .toList();
    }
}
