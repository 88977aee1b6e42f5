package dev.shortpath.plan.passthrough;

import dev.shortpath.facts.Owner;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the KubeVirt CR permits.
 *
 * @param pci empty Optional: the CR has no permittedHostDevices at all, and KubeVirt checks nothing
 * @param others resources that mediatedDevices and usb permit
 * @param ours what we added, as we remember it
 * @param owner who writes the CR again and again, and would revert what we add
 */
public record PermitList(Optional<List<Permit>> pci, Set<String> others, List<Permit> ours, Optional<Owner> owner) {
    public PermitList {
        pci = pci.map(List::copyOf);
        others = Set.copyOf(others);
        ours = List.copyOf(ours);
    }

    List<Permit> entries() {
        return pci.orElse(List.of());
    }
}
