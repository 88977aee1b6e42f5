package dev.shortpath.facts;

import java.util.List;
import java.util.Optional;

/**
 * The machine as KubeVirt expands it.
 *
 * @param architectureSure whether nothing else can give it yet: KubeVirt takes it from a DataSource of a VM that says none
 * @param vcpus sockets x cores x threads, at least 1
 * @param hostDevices names of the resources that the VM has as host devices already
 */
public record Machine(
        String architecture,
        boolean architectureSure,
        int vcpus,
        boolean dedicatedCpus,
        List<String> hostDevices,
        Optional<String> instancetype,
        Optional<String> preference) {
    public Machine {
        hostDevices = List.copyOf(hostDevices);
    }
}
