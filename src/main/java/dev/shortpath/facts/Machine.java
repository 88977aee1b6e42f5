package dev.shortpath.facts;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The machine as KubeVirt expands it.
 *
 * @param architectureSure whether nothing else can give it yet: KubeVirt takes it from a DataSource of a VM that says none
 * @param vcpus sockets x cores x threads, at least 1
 * @param emulatorIsolated whether QEMU's own threads have a CPU of their own (isolateEmulatorThread)
 * @param numaMapping whether the guest's NUMA nodes are those of its CPUs on the host (guestMappingPassthrough)
 * @param devices the VM's own host devices, in their order
 * @param otherNames names that a host device cannot have besides: the VM's GPUs
 * @param typesDevices resources of the host devices that the instancetype gives
 */
public record Machine(
        String architecture,
        boolean architectureSure,
        int vcpus,
        boolean dedicatedCpus,
        boolean emulatorIsolated,
        boolean numaMapping,
        Memory memory,
        List<HostDevice> devices,
        Set<String> otherNames,
        List<String> typesDevices,
        Optional<String> instancetype,
        Optional<String> preference) {
    public Machine {
        devices = List.copyOf(devices);
        otherNames = Set.copyOf(otherNames);
        typesDevices = List.copyOf(typesDevices);
    }

    /** Resources of all host devices, one each. */
    public List<String> hostDevices() {
        return Stream.concat(devices.stream().map(HostDevice::resource), typesDevices.stream())
                .toList();
    }

    public Optional<HostDevice> device(String name) {
        return devices.stream().filter(d -> d.name().equals(name)).findFirst();
    }
}
