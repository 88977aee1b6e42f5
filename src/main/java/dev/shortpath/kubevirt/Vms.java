package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.Carrier;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Vm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** From the manifest of a VirtualMachine to its facts. */
final class Vms {
    /** KubeVirt's pkg/storage/snapshot/restore.go, lastRestoreAnnotation. */
    private static final String LAST_RESTORE = "restore.kubevirt.io/lastRestoreUID";

    private Vms() {}

    static Vm of(World world, JsonNode vm, Moment moment, Carrier carrier) {
        Expansion expansion = Expansion.of(world, vm);
        Optional<JsonNode> vmi = moment.birth() || moment.starting()
                ? Optional.empty()
                : Instances.of(world, vm).map(i -> HookSidecar.carried(i, carrier));
        Map<String, String> annotations = Tree.strings(vm, "metadata", "annotations");
        Map<String, String> templateAnnotations = Tree.strings(vm, "spec", "template", "metadata", "annotations");
        Map<Field, String> written = written(Tree.at(vm, "spec", "template", "spec"), templateAnnotations);
        List<Disk> disks = Disks.of(world, vm, expansion, vmi);
        return new Vm(
                identity(vm),
                Tree.strings(vm, "metadata", "labels"),
                annotations,
                templateAnnotations,
                RunState.strategy(vm),
                RunState.toRun(vm, vmi),
                vmi.map(Instances::running),
                RunState.condition(vm, "RestartRequired"),
                RunState.busy(vm, vmi),
                expansion.machine(vm),
                disks,
                written,
                expansion.ofVm(),
                expansion.problem(),
                Stream.of(Structure.faults(vm), expansion.conflicts(vm), ungated(world, vm))
                        .flatMap(List::stream)
                        .toList(),
                Owners.of(vm),
                Optional.ofNullable(annotations.get(LAST_RESTORE)),
                Schedulings.of(Tree.at(vm, "spec", "template", "spec"), expansion.nodeSelector()));
    }

    /** KubeVirt refuses every write of a VM with host devices while their gate is off (validating-webhook, vmi-create-admitter.go). */
    private static List<String> ungated(World world, JsonNode vm) {
        boolean devices = !Machines.devices(Tree.at(vm, "spec", "template", "spec", "domain"))
                .isEmpty();
        return devices
                        && Clusters.gates(world)
                                .filter(g -> !g.contains(Cluster.HOST_DEVICES))
                                .isPresent()
                ? List.of(
                        "The VM has host devices, and KubeVirt's feature gate HostDevices is off: KubeVirt refuses the VM"
                                + " until the gate is on (KubeVirt CR, spec.configuration.developerConfiguration.featureGates).")
                : List.of();
    }

    private static Vm.Identity identity(JsonNode vm) {
        return new Vm.Identity(
                Tree.namespace(vm),
                Tree.name(vm),
                Tree.text(vm, "metadata", "uid").orElse(""),
                Tree.at(vm, "metadata", "generation").asLong(0),
                Tree.has(vm, "metadata", "deletionTimestamp"));
    }

    /** The VM-wide values of a VMI's spec and annotations, or of a VM's template, which has the same shape. */
    static Map<Field, String> written(JsonNode spec, Map<String, String> annotations) {
        Map<Field, String> written = Spelling.ofInstance(spec);
        String queues = annotations.getOrDefault(Spelling.SCSI_QUEUES, "");
        if (!queues.isEmpty()) {
            written.put(Field.SCSI_QUEUES, queues);
        }
        return written;
    }
}
