package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.VolumeMode;
import dev.shortpath.cli.bench.Comparison;
import dev.shortpath.cli.bench.Measure;
import dev.shortpath.cli.bench.Work;
import dev.shortpath.cluster.Delivering;
import dev.shortpath.facts.Claim;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.kubevirt.Trial;
import dev.shortpath.kubevirt.Trial.Side;
import dev.shortpath.kubevirt.World;
import dev.shortpath.plan.DiskPath;
import dev.shortpath.plan.Plan;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The two throw-away VMs of a measurement and what they need.
 *
 * @param disk of the VM, whose storage is measured
 * @param path what the profile's path is, for a person
 */
record Trials(Trial trial, String disk, String profile, String path, JsonNode planned, ObjectNode standard, Work work) {
    /** Of what a StoragePath takes. */
    private static final int LONGEST = 1024;

    /** What was asked for: empty for what the VM itself says. */
    record Asked(Optional<String> disk, Optional<String> profile, Trial.Size size) {}

    static Trials of(Planned vm, World world, Asked asked, Work work) throws BadInput {
        String profile = asked.profile()
                .or(() -> vm.plan().profile())
                .orElseThrow(() -> new BadInput(
                        "no profile binds VM " + vm.title() + "; label it, or name the profile to try with --profile"));
        Disk disk = disk(vm, asked.disk());
        Trial trial = new Trial(
                vm.vm().object(),
                claim(vm, disk),
                bus(vm.plan(), disk),
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
                    + ", so there is nothing to compare with KubeVirt's default: "
                    + plan.outcome().message());
        }
        return new Trials(
                trial,
                disk.name(),
                profile,
                plan.worst().map(DiskPath::path).orElse(""),
                planned,
                trial.machine(Side.DEFAULT, profile),
                work);
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
        words.put("disk", disk);
        words.put("path", path.length() > LONGEST ? path.substring(0, LONGEST) : path);
        words.put("storageClass", trial.claim().storageClass().orElse(""));
        words.put("work", work.words());
        words.put("rounds", found.rounds() + " on each side, " + found.disturbed() + " left out as disturbed");
        words.put("image", trial.size().image());
        return words;
    }

    private static Disk disk(Planned vm, Optional<String> asked) throws BadInput {
        List<Disk> claimed = vm.situation().vm().disks().stream()
                .filter(d -> d.volume().claim().isPresent())
                .toList();
        String names = claimed.stream().map(Disk::name).collect(Collectors.joining(", "));
        if (claimed.isEmpty()) {
            throw new BadInput("VM " + vm.title() + " has no disk on a claim, and so no storage to measure");
        }
        String wanted = asked.or(() -> vm.plan().worst().map(DiskPath::disk))
                .orElse(claimed.getFirst().name());
        return claimed.stream()
                .filter(d -> d.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new BadInput("VM " + vm.title() + " has no disk " + wanted
                        + " on a claim; name one of these with --disk: " + names));
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
        Optional<DiskPath> path =
                plan.disks().stream().filter(d -> d.disk().equals(disk.name())).findFirst();
        return Optional.ofNullable(disk.written().get(Field.BUS))
                .or(() -> path.map(p -> p.wanted().get(Field.BUS)))
                .or(() -> path.map(p -> p.stored().get(Field.BUS)))
                .orElse("virtio");
    }
}
