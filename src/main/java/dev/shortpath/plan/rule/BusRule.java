package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Workload;
import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Machine;
import dev.shortpath.facts.Origin;
import dev.shortpath.facts.Value;
import dev.shortpath.plan.Ask;
import dev.shortpath.plan.Birth;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Evidence;
import java.util.Optional;

/**
 * The bus, which a guest sees: changed only while no guest can know the disk. What KubeVirt refuses of a bus is in
 * pkg/storage/admitters/disks.go; arm64 takes virtio and scsi only (pkg/virt-api/webhooks/arm64.go).
 */
final class BusRule {
    static final Rule RULE = Rule.perDisk(Field.BUS, BusRule::decide);

    private BusRule() {}

    private static Decision decide(Draft draft, Disk disk, Ask ask) {
        String bus = ask.wish().is("auto") ? "virtio" : ask.wish().word();
        Optional<Value> owners = draft.ledger().owners(ask.disk(), Field.BUS);
        String now = draft.ledger()
                .live(ask.disk(), Field.BUS)
                .map(Applied.Entry::to)
                .or(() -> owners.map(Value::word))
                .orElse("KubeVirt's default");
        Optional<Decision> ours = remembered(draft, ask, bus);
        if (ours.isPresent()) {
            return ours.get();
        }
        if (Birth.outOfReach(draft, disk)) {
            return Birth.hotplugged(ask);
        }
        boolean same = now.equals(bus);
        Birth birth = Birth.of(draft, disk);
        boolean workloads = !ask.wish().spelledOut();
        boolean blankOnly = draft.profile().spec().workload() == Workload.MANY_DISKS;
        if (workloads && !same && !birth.blank() && (blankOnly || !draft.consented())) {
            return notNew(
                    ask, now, birth, blankOnly, preference(ask, bus, owners).isPresent());
        }
        if (draft.expandsLater(disk, Field.BUS)) {
            return ask.notExpanded();
        }
        Optional<Decision> stands = preference(ask, bus, owners).or(() -> ask.standing(bus));
        if (stands.isPresent()) {
            return stands.get();
        }
        if (same && workloads) {
            return ask.kubevirtDecides(
                    "On this architecture KubeVirt gives an empty bus " + bus + " itself.",
                    new Evidence("architecture", draft.vm().machine().architecture()));
        }
        return refusal(draft, disk, ask, bus, same)
                .orElseGet(() -> ask.set(
                        bus,
                        "The disk gets bus " + bus
                                + (same
                                        ? ", which it has by default already."
                                        : " instead of " + now + ": " + why(ask, birth) + "."),
                        new Evidence("disk " + disk.name(), birth.why())));
    }

    private static Decision notNew(Ask ask, String now, Birth birth, boolean blankOnly, boolean preferred) {
        String stays = "The bus stays " + now + ": "
                + (blankOnly ? "ManyDisks moves only disks" : "a workload chooses it for disks")
                + " that are born blank, and " + birth.why() + ". ";
        String way = preferred
                ? "The VM's preference gives it, and stands also against a rule."
                : ask.draft().onInstance()
                        ? "Only the VM's manifest can say another one (delivery Instance), where its guest can take it."
                        : birth.busMayChange(true)
                                ? "A rule that spells the bus out is followed."
                                : blankOnly
                                        ? "Another bus takes a rule that spells it out. " + Birth.CONSENT
                                        : Birth.CONSENT;
        return ask.notApplicable(
                DecisionReason.NOT_NEW,
                stays + way,
                new Evidence("disk " + ask.disk().orElse(""), birth.why()));
    }

    private static String why(Ask ask, Birth birth) {
        if (birth.blank()) {
            return birth.why();
        }
        return birth.busMayChange(ask.wish().spelledOut())
                ? "the disk is new to its machine, and a rule spells the bus out"
                : "its owner consents (shortpath.dev/allow-guest-change)";
    }

    private static Optional<Decision> remembered(Draft draft, Ask ask, String bus) {
        return draft.ledger()
                .live(ask.disk(), Field.BUS)
                .filter(e -> e.to().equals(bus) || !draft.consented())
                .map(e -> e.to().equals(bus)
                        ? ask.remembered(
                                DecisionReason.REMEMBERED,
                                bus,
                                "The bus was set to " + bus + ", and a guest may know it.")
                        : ask.refuse(
                                DecisionReason.GUEST_KNOWS_IT,
                                "The bus was set to " + e.to() + " before, and a guest may know the disk by it. "
                                        + Birth.CONSENT));
    }

    // A preference knows its guest: an installer without virtio drivers would not see the disk.
    private static Optional<Decision> preference(Ask ask, String bus, Optional<Value> owners) {
        return owners.filter(v -> v.origin() == Origin.PREFERENCE)
                .filter(v -> !bus.equals(v.word()))
                .map(
                        v -> ask.yieldTo(
                                DecisionReason.PREFERENCE_BUS,
                                v.word(),
                                "The VM's preference gives bus " + v.word()
                                        + ", which stands also under Enforce: a preference knows what its guest has drivers for."));
    }

    private static Optional<Decision> refusal(Draft draft, Disk disk, Ask ask, String bus, boolean same) {
        Birth birth = Birth.of(draft, disk);
        if (!same && !ask.wish().spelledOut() && installerLooks(draft) && !draft.consented()) {
            return Optional.of(ask.refuse(
                    DecisionReason.INSTALLER_MUST_SEE_IT,
                    "The VM has a cdrom and no preference, so an installer may run in it that has no driver for " + bus
                            + "; name a preference, or spell the bus out in a rule."));
        }
        if (!same && !birth.busMayChange(ask.wish().spelledOut()) && !draft.consented()) {
            return Optional.of(ask.refuse(
                    DecisionReason.GUEST_KNOWS_IT,
                    "Another bus would boot another machine: " + birth.why() + ". " + Birth.CONSENT,
                    new Evidence("disk " + disk.name(), birth.why())));
        }
        return kubevirtRefuses(draft, disk, bus)
                .map(why ->
                        ask.refuse(DecisionReason.KUBE_VIRT_REFUSES, "KubeVirt refuses bus " + bus + " here: " + why));
    }

    private static Optional<String> kubevirtRefuses(Draft draft, Disk disk, String bus) {
        if (disk.volume().hotpluggable() && !bus.equals("virtio") && !bus.equals("scsi")) {
            return Optional.of("a hotplugged disk is on virtio or scsi.");
        }
        if (bus.equals("sata") && disk.readOnly()) {
            return Optional.of("a read-only disk cannot be on sata.");
        }
        if (!bus.equals("virtio") && disk.pciAddress()) {
            return Optional.of("the disk has a pciAddress, which only virtio takes.");
        }
        if (!bus.equals("virtio") && !bus.equals("scsi")) {
            Optional<String> why = withoutOldBuses(draft.vm().machine());
            if (why.isPresent()) {
                return why;
            }
        }
        boolean threaded = draft.ledger()
                .owners(Optional.of(disk.name()), Field.IO_THREAD)
                .filter(v -> v.origin() == Origin.VM)
                .map(Value::word)
                .equals(Optional.of("dedicated"));
        if (!bus.equals("virtio") && threaded) {
            return Optional.of("the disk has dedicatedIOThread, which only virtio takes.");
        }
        boolean large = draft.ledger()
                .owners(Optional.of(disk.name()), Field.BLOCK_SIZE)
                .map(Value::word)
                .filter(w -> !w.equals("b512"))
                .isPresent();
        return bus.equals("sata") && large
                ? Optional.of("the disk has a block size of its own, and sata takes 512 bytes only.")
                : Optional.empty();
    }

    /** Why a machine has neither sata nor usb, or may have neither; QEMU's s390-ccw-virtio has no controller of either. */
    private static Optional<String> withoutOldBuses(Machine machine) {
        String architecture = machine.architecture();
        if (architecture.equals("arm64") || architecture.equals("s390x")) {
            return Optional.of(architecture + " takes virtio and scsi only.");
        }
        return machine.architectureSure()
                ? Optional.empty()
                : Optional.of(
                        "its architecture comes from a DataSource and is not known yet, and arm64 takes virtio and"
                                + " scsi only; write spec.template.spec.architecture.");
    }

    private static boolean installerLooks(Draft draft) {
        return draft.vm().machine().preference().isEmpty()
                && draft.vm().disks().stream().anyMatch(d -> d.kind() == DiskKind.CDROM);
    }
}
