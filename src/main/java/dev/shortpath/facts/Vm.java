package dev.shortpath.facts;

import dev.shortpath.api.Keys;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One VirtualMachine with all that is known of it.
 *
 * @param toRun whether KubeVirt would start it when it is not running
 * @param running its VMI
 * @param busy what it is in the middle of, for a person; nothing is written meanwhile
 * @param written VM-wide values of the VM's own manifest, by fields of scope VM
 * @param defaults what instancetype and preference give where the field is empty, whether or not it is
 * @param expansionProblem why the VM could not be expanded (an instancetype that is not known); empty when it was
 * @param faults what KubeVirt would refuse or fail to start in the manifest's structure, for a person
 * @param owner who writes its manifest besides people
 * @param restoreMark KubeVirt's mark of the last restore
 */
public record Vm(
        Identity id,
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, String> templateAnnotations,
        String runStrategy,
        boolean toRun,
        Optional<Running> running,
        boolean restartRequired,
        Optional<String> busy,
        Machine machine,
        List<Disk> disks,
        Map<Field, String> written,
        Map<Field, Value> defaults,
        Optional<String> expansionProblem,
        List<String> faults,
        Optional<Owner> owner,
        Optional<String> restoreMark,
        Scheduling scheduling) {
    public Vm {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        templateAnnotations = Map.copyOf(templateAnnotations);
        disks = List.copyOf(disks);
        written = Map.copyOf(written);
        defaults = Map.copyOf(defaults);
        faults = List.copyOf(faults);
    }

    /** Which object it is, and which state of it was read. */
    public record Identity(String namespace, String name, String uid, long generation, boolean deleting) {
        /** `namespace/name`; of a VM whose name is not given out yet, empty. */
        public Optional<String> key() {
            return name.isEmpty() ? Optional.empty() : Optional.of(namespace + "/" + name);
        }
    }

    /** Whether its owner consents to one change that the guest sees. */
    public boolean consents() {
        return "true".equals(annotations.get(Keys.CONSENT));
    }

    public Optional<Disk> disk(String name) {
        return disks.stream().filter(d -> d.name().equals(name)).findFirst();
    }
}
