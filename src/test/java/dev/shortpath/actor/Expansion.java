package dev.shortpath.actor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A VM's template as KubeVirt expands it: instancetype, then preference (which fills only what is empty), then the
 * architecture's default bus. Rules: pkg/instancetype and pkg/defaults of KubeVirt.
 */
final class Expansion {
    private static final List<String> TARGETS = List.of("disk", "cdrom", "lun");

    private Expansion() {}

    /** @param instancetype and preference are spec trees, missing nodes where the VM names none */
    static ObjectNode of(JsonNode template, JsonNode instancetype, JsonNode preference) {
        ObjectNode spec = template.path("spec").deepCopy();
        ObjectNode devices = spec.withObject("/domain/devices");
        for (JsonNode volume : spec.path("volumes")) {
            if (named(devices.path("disks"), volume.path("name")).isMissingNode()) {
                devices.withArray("disks").addObject().set("name", volume.path("name"));
            }
        }
        if (instancetype.isObject()) {
            size(spec, instancetype, preference);
        }
        JsonNode wishes = preference.path("devices");
        if (wishes.has("preferredBlockMultiQueue")) {
            devices.putIfAbsent("blockMultiQueue", wishes.path("preferredBlockMultiQueue"));
        }
        String architecture = spec.path("architecture")
                .asText(preference.path("preferredArchitecture").asText("amd64"));
        spec.put("architecture", architecture);
        for (JsonNode disk : devices.path("disks")) {
            disk((ObjectNode) disk, wishes, architecture.equals("amd64") ? "sata" : "virtio");
        }
        return spec;
    }

    private static void size(ObjectNode spec, JsonNode instancetype, JsonNode preference) {
        ObjectNode domain = (ObjectNode) spec.path("domain");
        int guest = instancetype.at("/cpu/guest").asInt(1);
        String topology =
                preference.at("/cpu/preferredCPUTopology").asText("sockets").toLowerCase(java.util.Locale.ROOT);
        domain.withObject("/cpu")
                .put("sockets", topology.endsWith("cores") || topology.endsWith("threads") ? 1 : guest)
                .put("cores", topology.endsWith("cores") ? guest : 1)
                .put("threads", topology.endsWith("threads") ? guest : 1);
        for (String field : List.of("model", "dedicatedCPUPlacement", "isolateEmulatorThread", "numa")) {
            copy(instancetype.path("cpu"), field, (ObjectNode) domain.path("cpu"));
        }
        copy(instancetype.path("memory"), "guest", domain.withObject("/memory"));
        copy(instancetype.path("memory"), "hugepages", domain.withObject("/memory"));
        copy(instancetype, "ioThreadsPolicy", domain);
        copy(instancetype, "ioThreads", domain);
        copy(instancetype, "hostDevices", (ObjectNode) domain.path("devices"));
        copy(instancetype, "nodeSelector", spec);
    }

    private static void disk(ObjectNode disk, JsonNode wishes, String bus) {
        String kind = TARGETS.stream().filter(disk::has).findFirst().orElse("disk");
        ObjectNode target = disk.withObject("/" + kind);
        switch (kind) {
            case "cdrom" -> fill(target, "bus", wishes.path("preferredCdromBus"));
            case "lun" -> fill(target, "bus", wishes.path("preferredLunBus"));
            default -> {
                fill(target, "bus", wishes.path("preferredDiskBus"));
                fill(disk, "blockSize", wishes.path("preferredDiskBlockSize"));
                fill(disk, "cache", wishes.path("preferredDiskCache"));
                fill(disk, "io", wishes.path("preferredDiskIO"));
                if (target.path("bus").asText().equals("virtio")) {
                    fill(disk, "dedicatedIOThread", wishes.path("preferredDiskDedicatedIoThread"));
                }
            }
        }
        if (!target.has("bus")) {
            target.put("bus", bus);
        }
    }

    private static void fill(ObjectNode target, String field, JsonNode wish) {
        if (!wish.isMissingNode() && !target.has(field)) {
            target.set(field, wish);
        }
    }

    private static void copy(JsonNode from, String field, ObjectNode to) {
        if (from.has(field)) {
            to.set(field, from.path(field));
        }
    }

    /** The element of a list with that name, or a missing node. */
    static JsonNode named(JsonNode list, JsonNode name) {
        for (JsonNode element : list) {
            if (element.path("name").equals(name)) {
                return element;
            }
        }
        return MissingNode.getInstance();
    }
}
