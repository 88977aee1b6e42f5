package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Machine;
import dev.shortpath.facts.Origin;
import dev.shortpath.facts.Value;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What instancetype, preference and architecture give a VM where it says nothing itself, for the fields that we decide.
 *
 * <p>Source: KubeVirt's pkg/instancetype/apply, pkg/instancetype/preference/apply/disk.go and device.go, pkg/defaults,
 * pkg/instancetype/webhooks/vm/mutator.go.
 */
record Expansion(Referred instancetype, Referred preference, String architecture) {

    static Expansion of(World world, JsonNode vm) {
        Referred preference = Referred.preference(world, vm);
        return new Expansion(
                Referred.instancetype(world, vm), preference, Architectures.of(world, vm, spec(preference)));
    }

    /** Why the VM cannot be expanded now; empty when it was. */
    Optional<String> problem() {
        return instancetype.problem().or(preference::problem);
    }

    /** What an empty field of a disk gets. An I/O thread of a preference counts on virtio only. */
    Map<Field, Value> ofDisk(DiskKind kind) {
        Map<Field, Value> values = new EnumMap<>(Field.class);
        if (kind == DiskKind.NONE) {
            return values;
        }
        values.put(Field.BUS, new Value(Architectures.bus(architecture), Origin.ARCHITECTURE));
        JsonNode devices = Tree.at(spec(preference), "devices");
        switch (kind) {
            case LUN -> put(values, Field.BUS, devices, "preferredLunBus");
            case CDROM -> put(values, Field.BUS, devices, "preferredCdromBus");
            case DISK, NONE -> {
                put(values, Field.BUS, devices, "preferredDiskBus");
                put(values, Field.CACHE, devices, "preferredDiskCache");
                put(values, Field.IO, devices, "preferredDiskIO");
                put(values, Field.IO_THREAD, devices, "preferredDiskDedicatedIoThread");
                put(values, Field.BLOCK_SIZE, devices, "preferredDiskBlockSize");
            }
        }
        return values;
    }

    /** What an empty field of a dataVolumeTemplate gets, in admission already. */
    Map<Field, Value> ofTemplate() {
        Map<Field, Value> values = new EnumMap<>(Field.class);
        put(values, Field.STORAGE_CLASS, Tree.at(spec(preference), "volumes"), "preferredStorageClassName");
        return values;
    }

    private static void put(Map<Field, Value> values, Field field, JsonNode devices, String member) {
        Spelling.word(field, Tree.at(devices, member))
                .ifPresent(word -> values.put(field, new Value(word, Origin.PREFERENCE)));
    }

    /** What an empty VM-wide field gets. */
    Map<Field, Value> ofVm() {
        Map<Field, Value> values = new EnumMap<>(Field.class);
        put(values, Field.MULTI_QUEUE, Tree.at(spec(preference), "devices"), "preferredBlockMultiQueue");
        JsonNode type = spec(instancetype);
        Spelling.word(Field.IO_THREADS_POLICY, Tree.at(type, "ioThreadsPolicy"))
                .ifPresent(w -> values.put(Field.IO_THREADS_POLICY, new Value(w, Origin.INSTANCETYPE)));
        Spelling.word(Field.IO_THREADS_COUNT, Tree.at(type, "ioThreads", "supplementalPoolThreadCount"))
                .ifPresent(w -> values.put(Field.IO_THREADS_COUNT, new Value(w, Origin.INSTANCETYPE)));
        return values;
    }

    Machine machine(JsonNode vm) {
        JsonNode own = Tree.at(vm, "spec", "template", "spec", "domain");
        JsonNode type = spec(instancetype);
        boolean dedicated = Tree.has(type, "cpu", "dedicatedCPUPlacement")
                ? Tree.isTrue(type, "cpu", "dedicatedCPUPlacement")
                : Tree.isTrue(own, "cpu", "dedicatedCpuPlacement");
        boolean mapping = Tree.has(own, "cpu", "numa", "guestMappingPassthrough")
                || Tree.has(type, "cpu", "numa", "guestMappingPassthrough");
        return new Machine(
                architecture,
                Architectures.isSure(vm, spec(preference)),
                vcpus(own, type),
                dedicated,
                Tree.isTrue(own, "cpu", "isolateEmulatorThread") || Tree.isTrue(type, "cpu", "isolateEmulatorThread"),
                mapping,
                Machines.memory(own, type),
                Machines.devices(own),
                Machines.gpuNames(own),
                Machines.typesDevices(type),
                instancetype.what(),
                preference.what());
    }

    /** A preference's topology only says how an instancetype's vCPUs are spread over sockets, cores and threads. */
    private static int vcpus(JsonNode own, JsonNode type) {
        int guest = Tree.at(type, "cpu", "guest").asInt(0);
        return guest > 0 ? guest : Vcpus.of(own);
    }

    /** Labels that the instancetype wants of a node. */
    Map<String, String> nodeSelector() {
        return Tree.strings(spec(instancetype), "nodeSelector");
    }

    /** Fields of the VM that its instancetype sets too, each a sentence: KubeVirt refuses such a VM. */
    List<String> conflicts(JsonNode vm) {
        return instancetype
                .found()
                .map(to -> Conflicts.of(to.name(), to.spec(), vm))
                .orElse(List.of());
    }

    private static JsonNode spec(Referred referred) {
        return referred.found().map(Referred.To::spec).orElse(MissingNode.getInstance());
    }
}
