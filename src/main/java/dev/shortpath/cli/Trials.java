package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Verdict;
import dev.shortpath.api.VolumeMode;
import dev.shortpath.cli.bench.Comparison;
import dev.shortpath.cli.bench.Measure;
import dev.shortpath.cli.bench.Work;
import dev.shortpath.cluster.Delivering;
import dev.shortpath.facts.Claim;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Excerpt;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.VolumeType;
import dev.shortpath.kubevirt.Trial;
import dev.shortpath.kubevirt.Trial.Side;
import dev.shortpath.kubevirt.World;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.DiskPath;
import dev.shortpath.plan.Plan;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The two throw-away VMs of a measurement and what they need.
 *
 * @param path what the profile's path is, for a person
 * @param unlike in what the path differs from the one that the VM itself has by the profile, a word for each field
 */
record Trials(
        Trial trial,
        String profile,
        String path,
        List<String> unlike,
        JsonNode planned,
        ObjectNode standard,
        Work work) {
    /** Of what a StoragePath takes. */
    private static final int LONGEST = 1024;

    /** What was asked for: empty for what the VM itself says. */
    record Asked(Optional<String> disk, Optional<String> profile, Trial.Size size) {}

    static Trials of(Planned vm, World world, Asked asked, Work work) throws BadInput {
        String profile = asked.profile()
                .or(() -> vm.plan().profile())
                .orElseThrow(() -> new BadInput(
                        "no profile binds VM " + vm.title() + "; label it, or name the profile to try with --profile"));
        requireProfile(world, profile);
        Disk disk = disk(vm, asked.disk());
        Trial trial = new Trial(
                vm.vm().object(),
                new Trial.Storage(
                        disk.name(),
                        disk.volume().type() == VolumeType.PERSISTENT_VOLUME_CLAIM,
                        claim(vm, disk),
                        bus(vm.plan(), disk)),
                vm.situation().vm().machine().vcpus(),
                asked.size());
        ObjectNode bound = trial.machine(Side.PROFILE, profile);
        Manifest manifest = new Manifest(bound, bound, Source.whole("the trial"), pointer -> 0);
        Plan plan = Planning.of(world, List.of(manifest), Delivering.of(world), Planning.Memory.NONE)
                .getFirst()
                .plan();
        if (plan.profile().isEmpty()) {
            throw new BadInput("StorageProfile " + profile + " does not take the throw-away VM " + trial.namespace()
                    + "/" + trial.name(Side.PROFILE) + ": " + plan.outcome().message());
        }
        JsonNode planned = Trial.planned(bound, plan);
        if (planned.equals(bound)) {
            throw new BadInput("StorageProfile " + profile + " changes nothing of the throw-away VM "
                    + trial.namespace() + "/" + trial.name(Side.PROFILE)
                    + ", so there is nothing to compare with KubeVirt's default: its mode is Audit, all its fields are Keep,"
                    + " or it asks for what KubeVirt does by itself (bus, volume and drives that are passed through are not"
                    + " compared)");
        }
        return new Trials(
                trial,
                profile,
                path(plan, disk).map(DiskPath::path).orElse(""),
                unlike(vm.plan(), plan, disk.name()),
                planned,
                trial.machine(Side.DEFAULT, profile),
                work);
    }

    private static void requireProfile(World world, String profile) throws BadInput {
        String kind = KnownKind.STORAGE_PROFILE.key();
        if (world.find(kind, "", profile) instanceof World.Found.NotThere) {
            String known = world.all(kind).orElse(List.of()).stream()
                    .map(p -> p.at("/metadata/name").asText())
                    .collect(Collectors.joining(", "));
            throw new BadInput("there is no StorageProfile " + profile + "; "
                    + (known.isEmpty() ? "there is none at all" : "there is " + known));
        }
    }

    /** In the order in which they are made. */
    List<JsonNode> objects() {
        return List.of(
                trial.secret(Side.PROFILE, work.userData(Side.PROFILE)),
                trial.secret(Side.DEFAULT, work.userData(Side.DEFAULT)),
                planned,
                standard);
    }

    /** What was found, as it is kept: short words, each with a sentence. */
    SortedMap<String, String> words(Comparison found, Instant now) {
        SortedMap<String, String> words = new TreeMap<>();
        words.put("summary", found.summary());
        for (Measure measure : found.measures()) {
            words.put(measure.figure().word(), measure.sentence());
            words.put(measure.figure().word() + "Scatter", measure.scatter());
        }
        words.put("measured", now.toString());
        words.put("profile", profile);
        words.put("disk", trial.storage().disk());
        if (!unlike.isEmpty()) {
            words.put("unlikeTheVm", Excerpt.of(String.join("; ", unlike), LONGEST));
        }
        words.put("path", Excerpt.of(path, LONGEST));
        words.put("storageClass", trial.storage().claim().storageClass().orElse(""));
        words.put("work", work.words());
        words.put("rounds", found.rounds() + " on each side, " + found.disturbed() + " left out as disturbed");
        words.put("image", trial.size().image());
        return words;
    }

    private static Disk disk(Planned vm, Optional<String> asked) throws BadInput {
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
                .or(() -> path(plan, disk).map(p -> p.wanted().get(Field.BUS)))
                .or(() -> path(plan, disk).map(p -> p.stored().get(Field.BUS)))
                .orElse("virtio");
    }

    private static Optional<DiskPath> path(Plan plan, Disk disk) {
        return plan.disks().stream().filter(d -> d.disk().equals(disk.name())).findFirst();
    }

    /** The throw-away VM is a plain one: another number of disks, pinned CPUs or an owner's own values may decide otherwise. */
    private static List<String> unlike(Plan own, Plan trial, String disk) {
        if (!own.profile().equals(trial.profile())) {
            return List.of();
        }
        SortedMap<Field, String> there = values(own, disk);
        SortedMap<Field, String> here = values(trial, disk);
        return Stream.concat(there.keySet().stream(), here.keySet().stream())
                .distinct()
                .sorted()
                .filter(f -> !Objects.equals(there.get(f), here.get(f)))
                .map(f -> f.path() + " " + here.getOrDefault(f, "unset") + ", on the VM "
                        + there.getOrDefault(f, "unset"))
                .toList();
    }

    /** What holds of the disk and of the VM as a whole, as far as it is a disk's path. */
    private static SortedMap<Field, String> values(Plan plan, String disk) {
        return plan.decisions().stream()
                .filter(d -> d.disk().map(disk::equals).orElse(true))
                .filter(d -> d.field().inInstance() && d.field() != Field.EVICTION)
                .filter(d -> d.value().isPresent() && !d.is(Verdict.REFUSE) && !d.is(Verdict.UNKNOWN))
                .collect(Collectors.toMap(Decision::field, d -> d.value().get(), (a, _) -> a, TreeMap::new));
    }
}
