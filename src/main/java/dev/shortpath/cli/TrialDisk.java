package dev.shortpath.cli;

import dev.shortpath.api.VolumeMode;
import dev.shortpath.facts.Claim;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.VolumeType;
import dev.shortpath.kubevirt.Trial;
import dev.shortpath.plan.DiskPath;
import dev.shortpath.plan.Plan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The disk of a VM whose storage is measured. */
final class TrialDisk {
    private TrialDisk() {}

    static Trial.Storage storage(Planned vm, Disk disk) throws BadInput {
        return new Trial.Storage(
                disk.name(),
                disk.volume().type() == VolumeType.PERSISTENT_VOLUME_CLAIM,
                claim(vm, disk),
                bus(vm.plan(), disk));
    }

    static Disk of(Planned vm, Optional<String> asked) throws BadInput {
        List<Disk> claimed = vm.situation().vm().disks().stream()
                .filter(d -> d.volume().claim().isPresent())
                .toList();
        if (claimed.isEmpty()) {
            throw new BadInput("VM " + vm.title() + " has no disk on a claim, and so no storage to measure");
        }
        List<String> known = claimed.stream().map(Disk::name).toList();
        String wanted = asked.or(
                        () -> vm.plan().worst(d -> known.contains(d.disk())).map(DiskPath::disk))
                .orElse(known.getFirst());
        return claimed.stream()
                .filter(d -> d.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new BadInput("VM " + vm.title() + " has no disk " + wanted
                        + " on a claim; name one of these with --disk: " + String.join(", ", known)));
    }

    /** As the claim has it, or where none is made yet, as its template says. */
    private static Claim claim(Planned vm, Disk disk) throws BadInput {
        Claim claim = disk.volume().claim().orElseThrow();
        Optional<String> storageClass = claim.storageClass().or(() -> template(disk, Field.STORAGE_CLASS));
        if (storageClass.isEmpty()) {
            throw new BadInput("the storage class of claim " + vm.namespace() + "/" + claim.name() + ", on which disk "
                    + disk.name() + " is, is not known; the claim must be there, or its template must name one");
        }
        Optional<VolumeMode> mode = claim.volumeMode()
                .or(() -> template(disk, Field.VOLUME_MODE)
                        .flatMap(word -> Arrays.stream(VolumeMode.values())
                                .filter(m -> m.word().equals(word))
                                .findFirst()));
        return new Claim(claim.presence(), claim.name(), mode, storageClass, claim.accessModes(), claim.preallocated());
    }

    private static Optional<String> template(Disk disk, Field field) {
        return disk.volume().template().map(t -> t.written().get(field));
    }

    /** As it is written, or planned: a bus is chosen for the guest's sake, and is not what is measured. */
    private static String bus(Plan plan, Disk disk) {
        return Optional.ofNullable(disk.written().get(Field.BUS))
                .or(() -> plan.disk(disk.name()).map(p -> p.wanted().get(Field.BUS)))
                .or(() -> plan.disk(disk.name()).map(p -> p.stored().get(Field.BUS)))
                .orElse("virtio");
    }
}
