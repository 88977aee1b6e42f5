package dev.shortpath.kubevirt;

import static dev.shortpath.kubevirt.VmPatchTest.note;
import static dev.shortpath.kubevirt.VmPatchTest.undo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Vm;
import dev.shortpath.plan.Change;
import dev.shortpath.plan.Write;
import io.fabric8.zjsonpatch.JsonPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Laws of reading and writing, over VMs of all shapes. */
class PatchLawsTest {
    private static final Map<Field, List<String>> WORDS = Map.of(
            Field.BUS, List.of("virtio", "scsi", "sata"),
            Field.IO, List.of("native", "threads"),
            Field.IO_URING, List.of("io_uring"),
            Field.CACHE, List.of("none", "writeback"),
            Field.IO_THREAD, List.of("dedicated", "shared"),
            Field.BLOCK_SIZE, List.of("match", "b512", "{\"custom\":{\"logical\":512,\"physical\":4096}}"),
            Field.MULTI_QUEUE, List.of("Always", "Never"),
            Field.SCSI_QUEUES, List.of("2", "8"),
            Field.IO_THREADS_POLICY, List.of("shared", "supplementalPool"),
            Field.IO_THREADS_COUNT, List.of("1", "7"));

    @Property
    void whatIsUndoneLeavesTheBytesThatWereThere(@ForAll long seed) {
        Random random = new Random(seed);
        ObjectNode vm = vm(random);
        List<Change> changes = changes(vm, random);
        JsonNode with = VmPatch.applied(vm, new Write(changes, Optional.of(note(changes)), false));
        JsonNode without = VmPatch.applied(with, new Write(undo(changes), Optional.of(Applied.NONE), false));
        assertThat(without).isEqualTo(vm);
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll long seed) {
        Random random = new Random(seed);
        ObjectNode vm = vm(random);
        List<Change> changes = changes(vm, random);
        Vm after = facts(VmPatch.applied(vm, new Write(changes, Optional.of(note(changes)), false)));
        for (Change change : changes) {
            Map<Field, String> written = change.disk()
                    .map(d -> after.disk(d).orElseThrow().written())
                    .orElse(after.written());
            assertThat(written).containsEntry(change.field(), change.to().orElseThrow());
        }
    }

    @Property
    void thePatchLeadsToTheDocument(@ForAll long seed) {
        Random random = new Random(seed);
        ObjectNode vm = vm(random);
        List<Change> changes = changes(vm, random);
        Write write = new Write(changes, Optional.of(note(changes)), false);
        ArrayNode patch = vm.arrayNode();
        // The library follows RFC 6902, where null is no word for an absent member.
        VmPatch.of(vm, write).forEach(op -> {
            if (!op.path("op").asText().equals("test") || !op.path("value").isNull()) {
                patch.add(op);
            }
        });
        assertThat(JsonPatch.apply(patch, vm.deepCopy())).isEqualTo(VmPatch.applied(vm, write));
    }

    private static Vm facts(JsonNode vm) {
        return Situations.of(FileWorld.of(List.of(vm)), vm, Moment.LOOP, Cluster.Deliveries.SHIPPED)
                .vm();
    }

    private static ObjectNode vm(Random random) {
        ObjectNode vm =
                Yaml.document("{kind: VirtualMachine, metadata: {name: db, namespace: shop}, spec: {template: {}}}");
        if (random.nextBoolean()) {
            ((ObjectNode) vm.get("metadata")).putObject("annotations").put("note", "of its owner");
        }
        ObjectNode template = (ObjectNode) vm.at("/spec/template");
        if (random.nextBoolean()) {
            template.putObject("metadata").putObject("annotations").put(Spelling.URING_DISKS, "ua-x  ua-y");
        }
        ObjectNode domain = template.putObject("spec").putObject("domain");
        if (random.nextBoolean()) {
            domain.putObject("ioThreads");
        }
        ArrayNode disks = domain.putObject("devices").putArray("disks");
        for (int i = 0; i < random.nextInt(4); i++) {
            ObjectNode disk = disks.addObject().put("name", "d" + i);
            if (random.nextBoolean()) {
                ObjectNode target = disk.putObject(random.nextInt(3) == 0 ? "lun" : "disk");
                if (random.nextBoolean()) {
                    target.put("bus", "usb");
                }
            }
            if (random.nextBoolean()) {
                disk.put("io", "threads").put("cache", "writethrough");
            }
            if (random.nextInt(3) == 0) {
                disk.putObject("blockSize")
                        .putObject("custom")
                        .put("physical", 4096)
                        .put("logical", 512);
            }
        }
        return vm;
    }

    private static List<Change> changes(JsonNode manifest, Random random) {
        Vm vm = facts(manifest);
        List<Change> changes = new ArrayList<>();
        for (Field field : WORDS.keySet().stream().sorted().toList()) {
            if (field.scope() == Field.Scope.VM) {
                change(Optional.empty(), field, vm.written(), random).ifPresent(changes::add);
            }
            for (Disk disk : field.scope() == Field.Scope.DISK ? vm.disks() : List.<Disk>of()) {
                change(Optional.of(disk.name()), field, disk.written(), random).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private static Optional<Change> change(
            Optional<String> disk, Field field, Map<Field, String> written, Random random) {
        Optional<String> from = Optional.ofNullable(written.get(field));
        List<String> words = WORDS.get(field);
        String to = words.get(random.nextInt(words.size()));
        return random.nextInt(3) == 0 || from.equals(Optional.of(to))
                ? Optional.empty()
                : Optional.of(new Change(disk, field, from, Optional.of(to)));
    }
}
