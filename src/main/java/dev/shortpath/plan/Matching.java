package dev.shortpath.plan;

import dev.shortpath.api.DiskMatch;
import dev.shortpath.api.DiskRule;
import dev.shortpath.api.VolumeMode;
import dev.shortpath.api.Word;
import dev.shortpath.facts.Claim;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.StorageClass;
import dev.shortpath.facts.Template;
import dev.shortpath.facts.Value;
import java.util.List;
import java.util.Optional;

/** Finds the rule that takes a disk: the first that matches; a fact that is not known yet ends the search. */
sealed interface Matching {
    /** A rule takes the disk; without any rules, the workload does. */
    record Taken(Optional<DiskRule> rule) implements Matching {}

    record NoRule() implements Matching {}

    /** The search ended at a fact that is not known. */
    record NotKnown(String rule, String fact) implements Matching {}

    static Matching of(Profile profile, Disk disk, Cluster cluster) {
        List<DiskRule> rules = profile.spec().disks();
        if (rules.isEmpty()) {
            return new Taken(Optional.empty());
        }
        for (DiskRule rule : rules) {
            DiskMatch match = rule.match() == null ? new DiskMatch(null, null, null, null) : rule.match();
            if (!certain(match, disk)) {
                continue;
            }
            Optional<Boolean> storageClass = holds(match.storageClassNames(), storageClass(disk, cluster), disk);
            Optional<Boolean> mode =
                    holds(match.volumeModes().stream().map(Word::word).toList(), volumeMode(disk), disk);
            if (isFalse(storageClass) || isFalse(mode)) {
                continue;
            }
            if (storageClass.isEmpty() || mode.isEmpty()) {
                String fact = storageClass.isEmpty() ? "storage class" : "volumeMode";
                return new NotKnown(
                        rule.name(), fact + " of volume " + disk.volume().name());
            }
            return new Taken(Optional.of(rule));
        }
        return new NoRule();
    }

    private static boolean isFalse(Optional<Boolean> answer) {
        return answer.isPresent() && !answer.get();
    }

    private static boolean certain(DiskMatch match, Disk disk) {
        boolean named = match.names().isEmpty() || match.names().stream().anyMatch(g -> Selectors.glob(g, disk.name()));
        boolean kind = match.volumes().isEmpty()
                || disk.volume().type().kind().map(match.volumes()::contains).orElse(false);
        return named && kind;
    }

    private static Optional<Boolean> holds(List<String> words, Optional<String> fact, Disk disk) {
        if (words.isEmpty()) {
            return Optional.of(true);
        }
        return disk.volume().type().claimed() ? fact.map(words::contains) : Optional.of(false);
    }

    private static Optional<String> volumeMode(Disk disk) {
        Optional<Claim> claim = present(disk);
        if (claim.isPresent()) {
            return Optional.of(
                    claim.get().volumeMode().orElse(VolumeMode.FILESYSTEM).word());
        }
        Optional<Template> template = disk.volume().template();
        return template.map(t -> t.written().get(Field.VOLUME_MODE))
                .or(() -> template.filter(t -> !t.storage()).map(_ -> VolumeMode.FILESYSTEM.word()));
    }

    /** The class of the disk's claim, or the one that the VM's template will get. */
    static Optional<String> storageClass(Disk disk, Cluster cluster) {
        Optional<Claim> claim = present(disk);
        if (claim.isPresent()) {
            return claim.get().storageClass();
        }
        return disk.volume()
                .template()
                .flatMap(t -> Optional.ofNullable(t.written().get(Field.STORAGE_CLASS))
                        .or(() -> preferredClass(disk))
                        .or(() -> cluster.defaultClass().map(StorageClass::name)));
    }

    /** KubeVirt writes it into every template that names none. */
    private static Optional<String> preferredClass(Disk disk) {
        return Optional.ofNullable(disk.defaults().get(Field.STORAGE_CLASS)).map(Value::word);
    }

    private static Optional<Claim> present(Disk disk) {
        return disk.volume().claim().filter(c -> c.presence() == Presence.PRESENT);
    }
}
