package dev.shortpath.plan;

import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Claim;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.Running;
import dev.shortpath.facts.Vm;
import dev.shortpath.facts.VolumeType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether a VM can be migrated live (VMH, calculateLiveMigrationCondition): its claims must be ReadWriteMany, and it must
 * have no host device.
 *
 * @param possible empty when it is not known
 * @param why for a person
 */
public record Migration(Optional<Boolean> possible, String why) {
    private static final String SHARED = "ReadWriteMany";

    public static Migration of(Vm vm) {
        if (!vm.machine().hostDevices().isEmpty()) {
            return new Migration(Optional.of(false), "it has host devices");
        }
        List<Disk> disks =
                vm.disks().stream().sorted(Comparator.comparing(Disk::name)).toList();
        Optional<String> stuck = disks.stream().flatMap(d -> stuck(d).stream()).findFirst();
        if (stuck.isPresent()) {
            return new Migration(Optional.of(false), stuck.get());
        }
        Optional<Boolean> seen = vm.running().flatMap(Running::liveMigratable);
        if (seen.isPresent()) {
            return new Migration(seen, "KubeVirt says so of the running VM");
        }
        Optional<String> open = disks.stream().flatMap(d -> open(d).stream()).findFirst();
        return open.map(why -> new Migration(Optional.empty(), why))
                .orElse(new Migration(Optional.of(true), "nothing of its disks stands against it"));
    }

    /** The same, once a profile's drives are passed through to the VM. */
    public static Migration of(Draft draft) {
        boolean drives = draft.decisions().stream().anyMatch(d -> d.field() == Field.PASSTHROUGH && d.is(Verdict.SET));
        boolean back = draft.ledger().entries().stream()
                .anyMatch(e -> e.field() == Field.PASSTHROUGH
                        && draft.ledger().live(e.disk(), e.field()).isPresent()
                        && !draft.letsGo(e.disk(), e.field())
                        && PutBack.possible(draft.facts(), draft.ledger(), e));
        return drives || back
                ? new Migration(Optional.of(false), "the profile passes host devices through")
                : of(draft.vm());
    }

    private static Optional<String> stuck(Disk disk) {
        Optional<Claim> claim = disk.volume().claim();
        if (claim.filter(c -> c.presence() == Presence.PRESENT).isPresent()) {
            return claim.filter(c -> !c.accessModes().contains(SHARED))
                    .map(c -> "claim " + c.name() + " is not " + SHARED);
        }
        return disk.volume()
                .template()
                .filter(t -> !t.accessModes().isEmpty() && !t.accessModes().contains(SHARED))
                .map(t -> "dataVolumeTemplate " + t.name() + " does not ask for " + SHARED);
    }

    private static Optional<String> open(Disk disk) {
        if (disk.volume().type() == VolumeType.HOST_DISK) {
            return Optional.of(
                    "volume " + disk.volume().name() + " is a hostDisk, which migrates only where it is shared");
        }
        return disk.volume()
                .claim()
                .filter(c -> c.presence() != Presence.PRESENT)
                .map(c -> "claim " + c.name() + " is not there yet");
    }
}
