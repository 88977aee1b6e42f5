package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Origin;
import dev.shortpath.plan.Ask;
import dev.shortpath.plan.Birth;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Evidence;
import dev.shortpath.plan.Wish;
import java.util.List;
import java.util.Optional;

/** A disk's own I/O thread: virtio only (ADM/disks.go), and void under a pool (CONV/storage/disk.go). */
final class IoThreadRule implements Rule {
    /** Only thread 1 is pinned then, to the emulator's CPU, and that one is the shared one (CONV/vcpu/vcpu.go). */
    private static final String NOT_PINNED =
            " With isolateEmulatorThread KubeVirt pins the VM's first I/O thread alone, so"
                    + " this one may run on any of the pod's CPUs.";

    @Override
    public List<Decision> decide(Draft draft) {
        boolean threadADisk = IoThreadsRule.threadADisk(draft) && !pooled(draft);
        return draft.taken().stream()
                .flatMap(disk -> wish(draft, disk, threadADisk).stream()
                        .map(wish -> decide(draft, disk, Ask.of(draft, disk, Field.IO_THREAD, wish))))
                .toList();
    }

    private static Optional<Wish> wish(Draft draft, Disk disk, boolean threadADisk) {
        boolean spelledKeep = draft.rule(disk).filter(r -> r.ioThread() != null).isPresent();
        return draft.wish(disk, Field.IO_THREAD)
                .or(() -> spelledKeep || !threadADisk
                        ? Optional.empty()
                        : Optional.of(new Wish(
                                "dedicated",
                                false,
                                "workload Messaging of profile "
                                        + draft.profile().name())));
    }

    private static Decision decide(Draft draft, Disk disk, Ask ask) {
        if (disk.volume().hotpluggable()) {
            return Birth.hotplugged(ask);
        }
        if (draft.expandsLater(disk, Field.IO_THREAD)) {
            return ask.notExpanded();
        }
        if (pooled(draft)) {
            return ask.notApplicable(
                    DecisionReason.POOL_SERVES_ALL,
                    "The VM's pool of I/O threads serves all virtio disks, so a thread of the disk's own would be void.");
        }
        boolean virtio = draft.onBus(disk, "virtio");
        boolean chosen = !ask.wish().spelledOut() || ask.wish().is("auto");
        if (!virtio && chosen) {
            return ask.notApplicable(
                    DecisionReason.NOT_VIRTIO,
                    "Only a virtio disk can have an I/O thread, and this one is on "
                            + draft.value(disk, Field.BUS).orElse("another bus") + ".");
        }
        if (ask.wish().is("auto") && draft.onBus("virtio").size() > IoThreadsRule.FEW_DISKS) {
            return ask.standingAgainstNothing()
                    .orElseGet(() ->
                            ask.kubevirtDecides("With so many disks a thread each would cost more than it gives."));
        }
        String word = ask.wish().is("auto") ? "dedicated" : ask.wish().word();
        Optional<Decision> stands = ask.standing(word).filter(_ -> virtio || !preferences(draft, ask));
        if (stands.isPresent()) {
            return stands.get();
        }
        if (word.equals("dedicated") && !virtio) {
            return ask.refuse(
                    DecisionReason.IO_THREAD_NEEDS_VIRTIO,
                    "KubeVirt refuses a dedicated I/O thread on bus "
                            + draft.value(disk, Field.BUS).orElse("(not known)") + "; only virtio takes one.");
        }
        return ask.set(
                word,
                word.equals("dedicated")
                        ? "The disk gets an I/O thread of its own."
                                + (draft.vm().machine().emulatorIsolated() ? NOT_PINNED : "")
                        : "The disk shares the VM's I/O thread.",
                new Evidence(
                        "bus of disk " + disk.name(),
                        draft.value(disk, Field.BUS).orElse("not known")));
    }

    // KubeVirt applies a preference's I/O thread to virtio disks only (IT/preference/apply/disk.go).
    private static boolean preferences(Draft draft, Ask ask) {
        return draft.ledger()
                .owners(ask.disk(), Field.IO_THREAD)
                .filter(v -> v.origin() == Origin.PREFERENCE)
                .isPresent();
    }

    private static boolean pooled(Draft draft) {
        return draft.value(Optional.empty(), Field.IO_THREADS_POLICY).equals(Optional.of(IoThreadsRule.POOL));
    }
}
