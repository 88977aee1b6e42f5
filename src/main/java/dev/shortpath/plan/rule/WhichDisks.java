package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.VolumeType;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Evidence;
import dev.shortpath.plan.Untaken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which disks can be taken at all, and which a rule takes (API.md, section 4); says so of the others. */
final class WhichDisks implements Rule {
    @Override
    public List<Decision> decide(Draft draft) {
        return draft.vm().disks().stream()
                .flatMap(d -> refusal(d).or(() -> Untaken.of(draft, d)).stream())
                .toList();
    }

    private static Optional<Decision> refusal(Disk disk) {
        VolumeType type = disk.volume().type();
        if (type == VolumeType.MISSING) {
            return no(disk, DecisionReason.NO_VOLUME, "The disk has no volume of its name.");
        }
        if (disk.kind() == DiskKind.NONE) {
            return no(
                    disk,
                    DecisionReason.NO_DISK_ENTRY,
                    "The volume has no entry in the VM's disks; KubeVirt adds a default one to each VMI.");
        }
        if (disk.kind() != DiskKind.DISK) {
            String kind = disk.kind().name().toLowerCase(Locale.ROOT);
            return no(
                    disk,
                    DecisionReason.NOT_A_DISK,
                    "It is shown to the guest as a " + kind + ", which is never taken.");
        }
        if (type.kind().isEmpty()) {
            return no(
                    disk,
                    DecisionReason.NOT_A_DISK,
                    "It carries configuration for the guest (cloud-init, sysprep, a ConfigMap or the like), which is never"
                            + " taken.");
        }
        return Optional.empty();
    }

    private static Optional<Decision> no(Disk disk, DecisionReason reason, String message) {
        return Optional.of(new Decision(
                Optional.of(disk.name()),
                Field.DISK,
                Verdict.NOT_APPLICABLE,
                reason,
                Optional.empty(),
                Optional.empty(),
                message,
                List.of(new Evidence(
                        "disk " + disk.name(),
                        words(disk.kind()) + " on " + words(disk.volume().type()))),
                false));
    }

    private static String words(DiskKind kind) {
        return kind == DiskKind.NONE ? "no disk entry" : kind.name().toLowerCase(Locale.ROOT);
    }

    private static String words(VolumeType type) {
        return type == VolumeType.MISSING
                ? "no volume"
                : type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
