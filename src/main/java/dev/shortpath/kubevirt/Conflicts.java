package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fields that a VM must not set because its instancetype does (KubeVirt's pkg/instancetype/apply). */
final class Conflicts {
    private static final String SPEC = "spec.template.spec.";

    private final JsonNode type;
    private final JsonNode own;
    private final List<String> fields = new ArrayList<>();

    private Conflicts(JsonNode type, JsonNode own) {
        this.type = type;
        this.own = own;
    }

    static List<String> of(String instancetype, JsonNode type, JsonNode vm) {
        Conflicts conflicts = new Conflicts(type, Tree.at(vm, "spec", "template", "spec"));
        conflicts.cpu();
        conflicts.memory();
        conflicts.rest();
        conflicts.annotations(Tree.strings(vm, "spec", "template", "metadata", "annotations"));
        return conflicts.fields.stream()
                .map(field -> "The VM sets " + field + ", which belongs to its " + instancetype
                        + ": KubeVirt refuses the VM until one of the two is taken away.")
                .toList();
    }

    /** An instancetype always has CPUs and memory, so the VM may say nothing of either. */
    private void cpu() {
        never("domain.resources.requests.cpu");
        never("domain.resources.limits.cpu");
        for (String part : List.of("sockets", "cores", "threads")) {
            if (Tree.at(own, "domain", "cpu", part).asInt(0) != 0) {
                fields.add(SPEC + "domain.cpu." + part);
            }
        }
        both("domain.cpu.model", "cpu.model");
        bothTrue("domain.cpu.dedicatedCpuPlacement", "cpu.dedicatedCPUPlacement");
        bothTrue("domain.cpu.isolateEmulatorThread", "cpu.isolateEmulatorThread");
        both("domain.cpu.numa", "cpu.numa");
        both("domain.cpu.realtime", "cpu.realtime");
    }

    private void memory() {
        never("domain.memory.guest");
        both("domain.memory.hugepages", "memory.hugepages");
        both("domain.memory.maxGuest", "memory.maxGuest");
        never("domain.resources.requests.memory");
        never("domain.resources.limits.memory");
    }

    private void rest() {
        both("nodeSelector", "nodeSelector");
        both("schedulerName", "schedulerName");
        both("domain.ioThreads.supplementalPoolThreadCount", "ioThreads.supplementalPoolThreadCount");
        both("domain.ioThreadsPolicy", "ioThreadsPolicy");
        both("domain.launchSecurity", "launchSecurity");
        bothFilled("domain.devices.gpus", "gpus");
        bothFilled("domain.devices.hostDevices", "hostDevices");
    }

    private void annotations(Map<String, String> ofVm) {
        Tree.strings(type, "annotations").forEach((key, value) -> {
            if (ofVm.containsKey(key) && !ofVm.get(key).equals(value)) {
                fields.add("spec.template.metadata.annotations[" + key + "]");
            }
        });
    }

    private void never(String path) {
        if (Tree.has(own, path.split("\\."))) {
            fields.add(SPEC + path);
        }
    }

    private void both(String path, String inType) {
        if (Tree.has(own, path.split("\\.")) && Tree.has(type, inType.split("\\."))) {
            fields.add(SPEC + path);
        }
    }

    private void bothTrue(String path, String inType) {
        if (Tree.isTrue(own, path.split("\\.")) && Tree.has(type, inType.split("\\."))) {
            fields.add(SPEC + path);
        }
    }

    private void bothFilled(String path, String inType) {
        if (!Tree.list(own, path.split("\\.")).isEmpty()
                && !Tree.list(type, inType.split("\\.")).isEmpty()) {
            fields.add(SPEC + path);
        }
    }
}
