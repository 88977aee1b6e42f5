package dev.shortpath.plan.rule;

import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Node;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.StorageClass;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Eligibility;
import dev.shortpath.plan.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Every link that io_uring on a disk needs (API.md, section 3), and how they stand.
 *
 * @param missing for a person, in the order in which they are looked at; empty when the disk can have it
 * @param contradicted whether something known stands against it; what is only not known takes nothing back
 * @param setBefore whether the disk has it from an earlier plan
 */
record Uring(List<String> missing, boolean contradicted, boolean setBefore, Evidence evidence) {
    static final String WORD = "io_uring";
    private static final String LABEL = "shortpath.dev/io-uring";

    boolean ready() {
        return missing.isEmpty();
    }

    static Uring of(Draft draft, Disk disk) {
        List<String> known = known(draft, disk);
        List<String> missing = new ArrayList<>(known);
        Capability plugin = draft.facts().cluster().deliveries().ioUring();
        missing.addAll(plugin.missing());
        if (!plugin.ready() && plugin.missing().isEmpty()) {
            missing.add("KubeVirt's Plugin is not ready");
        }
        List<Node> nodes = draft.facts().nodes().stream()
                .filter(n -> Eligibility.ofOwner(draft.vm(), n).isEmpty())
                .toList();
        List<String> labels = nodes.stream()
                .map(n -> n.labels().get(LABEL))
                .filter(Objects::nonNull)
                .toList();
        long allowing = labels.stream().filter("allowed"::equals).count();
        if (plugin.ready() && allowing == 0) {
            missing.add("no node that the VM can use is known to allow it (label " + LABEL + ": allowed)");
        }
        boolean everyNodeSaysNo = !nodes.isEmpty() && labels.size() == nodes.size() && allowing == 0;
        boolean pluginGone = !plugin.ready() && draft.facts().cluster().kubevirt() != Presence.UNKNOWN;
        boolean before =
                draft.ledger().live(Optional.of(disk.name()), Field.IO_URING).isPresent();
        return new Uring(
                missing,
                !known.isEmpty() || pluginGone || everyNodeSaysNo,
                before,
                new Evidence("nodes that the VM can use and that allow io_uring", allowing + " of " + nodes.size()));
    }

    private static List<String> known(Draft draft, Disk disk) {
        List<String> known = new ArrayList<>();
        if (disk.volume().hotpluggable()) {
            known.add("domain hooks do not see hotplugged disks");
        }
        if (!draft.onBus(disk, "virtio") && !draft.onBus(disk, "scsi")) {
            known.add("it is for virtio and scsi disks, and this one is on "
                    + draft.value(disk, Field.BUS).orElse("no known bus"));
        }
        Optional<StorageClass> denied = draft.storageClass(disk)
                .flatMap(draft.facts().cluster()::storageClass)
                .filter(StorageClass::ioUringDenied);
        denied.ifPresent(
                c -> known.add("its storage class " + c.name() + " is annotated shortpath.dev/io-uring: deny"));
        return known;
    }
}
