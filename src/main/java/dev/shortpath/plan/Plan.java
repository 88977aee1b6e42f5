package dev.shortpath.plan;

import dev.shortpath.api.Delivery;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What becomes of one VM, and why. Sorted, and equal to itself when made twice of the same facts.
 *
 * @param profile the profile that binds the VM; empty when none does
 * @param binding how that came about
 * @param delivery where values are stored for this VM; empty when no profile binds it
 * @param deliveryWhy for a person
 * @param write what is to be written now
 * @param pending what is to be written later, once the rollout allows it
 * @param instance what KubeVirt's next VMI of the VM is given at its creation, beyond what the VM's spec says
 * @param inGit what only the VM's manifest can say, which is its owner's alone
 * @param placement what the launcher pod's node must or should have
 * @param reported whether the VM is to have a StoragePath
 */
public record Plan(
        Optional<String> profile,
        Binding binding,
        Optional<Delivery> delivery,
        String deliveryWhy,
        List<Decision> decisions,
        Write write,
        Write pending,
        List<Change> instance,
        List<Change> inGit,
        List<Placing> placement,
        Outcome outcome,
        List<DiskPath> disks,
        NodeCount nodes,
        Optional<Boolean> liveMigratable,
        boolean reported) {
    public Plan {
        decisions = List.copyOf(decisions);
        instance = List.copyOf(instance);
        inGit = List.copyOf(inGit);
        placement = List.copyOf(placement);
        disks = List.copyOf(disks);
    }

    public Optional<DiskPath> disk(String name) {
        return disks.stream().filter(d -> d.disk().equals(name)).findFirst();
    }

    /** The disk with the longest way, the first by name among equals. */
    public Optional<DiskPath> worst() {
        return worst(_ -> true);
    }

    /** Of these disks alone. */
    public Optional<DiskPath> worst(Predicate<DiskPath> among) {
        return disks.stream()
                .filter(among)
                .min(java.util.Comparator.comparingInt(DiskPath::hops)
                        .reversed()
                        .thenComparing(DiskPath::disk));
    }
}
