package dev.shortpath.facts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A VM's VMI.
 *
 * @param values its VM-wide values, as KubeVirt expanded them
 * @param devices its host devices, the instancetype's among them
 * @param node where it runs
 * @param startedFrom the generation of its VM from which it was started, or that changed nothing for it since
 */
public record Running(
        String uid,
        String phase,
        boolean deleting,
        Map<Field, String> values,
        List<HostDevice> devices,
        Optional<String> node,
        Optional<Boolean> liveMigratable,
        Health health,
        Optional<Long> startedFrom) {
    public Running {
        values = Map.copyOf(values);
        devices = List.copyOf(devices);
    }

    /** The resource of the host device of that name. */
    public Optional<String> device(String name) {
        return devices.stream()
                .filter(d -> d.name().equals(name))
                .map(HostDevice::resource)
                .findFirst();
    }
}
