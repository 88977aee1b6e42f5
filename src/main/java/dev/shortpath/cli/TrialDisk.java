package dev.shortpath.cli;

import dev.shortpath.api.Verdict;
import dev.shortpath.api.VolumeMode;
import dev.shortpath.facts.Claim;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Template;
import dev.shortpath.facts.Value;
import dev.shortpath.facts.VolumeType;
import dev.shortpath.kubevirt.Trial;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.DiskPath;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The disk of a VM whose storage is measured. */
final class TrialDisk {
    private TrialDisk() {}

    static Trial.Storage storage(Planned vm, Disk disk) throws BadInput {
        return new Trial.Storage(
                disk.name(),
                disk.volume().type() == VolumeType.PERSISTENT_VOLUME_CLAIM,
                claim(vm, disk),
                bus(vm, disk),
                Optional.ofNullable(disk.defaults().get(Field.BLOCK_SIZE))
                        .filter(v -> !disk.written().containsKey(Field.BLOCK_SIZE))
                        .map(Value::word));
    }

    static Disk of(Planned vm, Optional<String> asked) throws BadInput {
        List<Disk> claimed = vm.situation().vm().disks().stream()
                .filter(d -> d.volume().claim().isPresent())
                .toList();
        List<String> known = claimed.stream()
                .filter(d -> hindrance(d).isEmpty())
                .map(Disk::name)
                .toList();
        if (known.isEmpty()) {
            throw new BadInput("VM " + vm.title() + " has no disk on a claim that could be measured: "
                    + (claimed.isEmpty()
                            ? "none is on a claim"
                            : claimed.stream()
                                    .map(d -> d.name() + " " + hindrance(d).orElse(""))
                                    .collect(Collectors.joining(", "))));
        }
        String wanted = asked.or(
                        () -> vm.plan().worst(d -> known.contains(d.disk())).map(DiskPath::disk))
                .orElse(known.getFirst());
        Disk disk = claimed.stream()
                .filter(d -> d.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new BadInput("VM " + vm.title() + " has no disk " + wanted
                        + " on a claim; name one of these with --disk: " + String.join(", ", known)));
        if (hindrance(disk).isPresent()) {
            throw new BadInput("disk " + wanted + " of VM " + vm.title() + " "
                    + hindrance(disk).get() + ", which is not measured; name one of these with --disk: "
                    + String.join(", ", known));
        }
        return disk;
    }

    /** A plain disk of one guest stands for it; what is another's, or is shown otherwise, has another path. */
    private static Optional<String> hindrance(Disk disk) {
        if (disk.kind() != DiskKind.DISK) {
            return Optional.of(
                    disk.kind() == DiskKind.NONE ? "has no entry in the VM's disks" : "is a " + word(disk.kind()));
        }
        if (disk.volume().hotpluggable()) {
            return Optional.of("is hotpluggable");
        }
        if (disk.shareable()) {
            return Optional.of("is shareable");
        }
        boolean readOnly = disk.readOnly()
                || disk.volume()
                        .claim()
                        .filter(c -> c.accessModes().equals(List.of("ReadOnlyMany")))
                        .isPresent();
        return readOnly ? Optional.of("is read-only") : Optional.empty();
    }

    private static String word(DiskKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** As the claim has it, or where none is made yet, as its template says. */
    private static Claim claim(Planned vm, Disk disk) throws BadInput {
        Claim claim = disk.volume().claim().orElseThrow();
        Optional<Template> template = disk.volume().template();
        Optional<String> storageClass = claim.storageClass()
                .or(() -> template(disk, Field.STORAGE_CLASS))
                .filter(c -> !c.isEmpty());
        if (storageClass.isEmpty()) {
            throw new BadInput("the storage class of claim " + vm.namespace() + "/" + claim.name() + ", on which disk "
                    + disk.name() + " is, is not known; the claim must be there, or its template must name one");
        }
        Optional<VolumeMode> mode = claim.volumeMode()
                .or(() -> template(disk, Field.VOLUME_MODE)
                        .flatMap(word -> Arrays.stream(VolumeMode.values())
                                .filter(m -> m.word().equals(word))
                                .findFirst()))
                // What Kubernetes takes a claim for that does not say; for `storage` CDI decides.
                .or(() -> template.filter(t -> !t.storage()).map(t -> VolumeMode.FILESYSTEM));
        List<String> modes = claim.accessModes().isEmpty()
                ? template.map(Template::accessModes).orElse(List.of())
                : claim.accessModes();
        return new Claim(claim.presence(), claim.name(), mode, storageClass, modes, claim.preallocated());
    }

    private static Optional<String> template(Disk disk, Field field) {
        return disk.volume().template().map(t -> t.written().get(field));
    }

    /** What the guest has: as it is written, or as the VM runs with it, or as it is decided; a refused wish is none of these. */
    private static String bus(Planned vm, Disk disk) throws BadInput {
        return Optional.ofNullable(disk.written().get(Field.BUS))
                .or(() -> disk.running().map(r -> r.get(Field.BUS)))
                .or(() -> vm.plan().decisions().stream()
                        .filter(d -> d.field() == Field.BUS && d.is(Verdict.SET))
                        .filter(d -> d.disk().filter(disk.name()::equals).isPresent())
                        .findFirst()
                        .flatMap(Decision::value))
                .or(() -> Optional.ofNullable(disk.defaults().get(Field.BUS)).map(Value::word))
                .orElseThrow(() -> new BadInput("the bus of disk " + disk.name() + " of VM " + vm.title()
                        + " is not known; write it into the VM"));
    }
}
