package dev.shortpath.facts;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this cluster can do.
 *
 * @param kubevirt whether KubeVirt's CR was read
 * @param version the KubeVirt that runs, where its CR says
 * @param gates KubeVirt's feature gates that are on; they count only once the CR has a phase
 * @param memoryOvercommit percent of the host's memory that KubeVirt gives to guests where a VM asks for none; 100: no more than there is
 * @param eviction KubeVirt's own evictionStrategy, for VMs that have none
 * @param permitted the PCI devices that the KubeVirt CR permits; empty Optional: it has no such list, and checks nothing
 * @param cdi whether CDI's kinds are served
 * @param classes every StorageClass; empty Optional when they were not read
 */
public record Cluster(
        Presence kubevirt,
        Optional<KubeVirtVersion> version,
        Set<String> gates,
        int memoryOvercommit,
        Optional<String> eviction,
        Optional<List<PermittedDevice>> permitted,
        Presence cdi,
        Optional<List<StorageClass>> classes,
        Deliveries deliveries) {
    public Cluster {
        gates = Set.copyOf(gates);
        permitted = permitted.map(List::copyOf);
        classes = classes.map(List::copyOf);
    }

    public static final String HOST_DEVICES = "HostDevices";

    /**
     * What this operator can hand over, besides the VM's own spec.
     *
     * @param carrier what carries out io_uring and the scsi controller's queues
     */
    public record Deliveries(
            Carrier carrier, Capability ioUring, Capability scsiQueues, Capability instance, Capability placement) {
        private static final Capability NO_PLUGIN = Capability.unknown("nothing is known of KubeVirt's Plugin here");

        /** Where admission answers (the VM's own spec, its VMIs, and their launcher pods), and nothing is known of the Plugin. */
        public static final Deliveries SHIPPED =
                new Deliveries(Carrier.PLUGIN, NO_PLUGIN, NO_PLUGIN, Capability.READY, Capability.READY);

        /** The same, with what is known of admission here. */
        public Deliveries admitting(Capability vmis, Capability pods) {
            return new Deliveries(carrier, ioUring, scsiQueues, vmis, pods);
        }

        /** The same, with what is known here of what carries them out. */
        public Deliveries hooked(Carrier by, Capability uring, Capability queues) {
            return new Deliveries(by, uring, queues, instance, placement);
        }
    }

    /** The same, with what is known of CDI and of what can be handed over. */
    public Cluster with(Presence cdiServed, Deliveries can) {
        return new Cluster(kubevirt, version, gates, memoryOvercommit, eviction, permitted, cdiServed, classes, can);
    }

    /** Whether KubeVirt is known to admit VMs with host devices. */
    public boolean takesHostDevices() {
        return gates.contains(HOST_DEVICES);
    }

    /** Names of the resources that the KubeVirt CR permits; empty Optional as above. */
    public Optional<Set<String>> permittedDevices() {
        return permitted.map(
                all -> all.stream().map(PermittedDevice::resourceName).collect(Collectors.toUnmodifiableSet()));
    }

    public Optional<StorageClass> storageClass(String name) {
        return classes.flatMap(
                all -> all.stream().filter(c -> c.name().equals(name)).findFirst());
    }

    /** The class that a claim without one gets: the only default one. */
    public Optional<StorageClass> defaultClass() {
        return classes.map(all -> all.stream().filter(StorageClass::isDefault).toList())
                .filter(d -> d.size() == 1)
                .map(List::getFirst);
    }
}
