package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Keys;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.Verdict;
import dev.shortpath.cli.bench.Comparison;
import dev.shortpath.cli.bench.Measure;
import dev.shortpath.cli.bench.Work;
import dev.shortpath.cluster.Delivering;
import dev.shortpath.facts.Carrier;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Excerpt;
import dev.shortpath.facts.Field;
import dev.shortpath.kubevirt.Trial;
import dev.shortpath.kubevirt.Trial.Side;
import dev.shortpath.kubevirt.TrialPath;
import dev.shortpath.kubevirt.TrialVm;
import dev.shortpath.kubevirt.World;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.DiskPath;
import dev.shortpath.plan.Plan;
import java.time.Instant;
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
        Optional<String> blind = vm.situation().vm().expansionProblem();
        if (blind.isPresent()) {
            throw new BadInput(
                    "VM " + vm.title() + " cannot be expanded, so that its CPUs are not known: " + blind.get());
        }
        Disk disk = TrialDisk.of(vm, asked.disk());
        Trial trial = new Trial(
                vm.vm().object(),
                TrialDisk.storage(vm, disk),
                vm.situation().vm().machine().vcpus(),
                asked.size());
        ObjectNode bound = TrialVm.of(trial, Side.PROFILE, profile);
        requireSectors(bound, work);
        Plan plan = plan(world, bound);
        if (plan.profile().isEmpty()) {
            throw new BadInput("StorageProfile " + profile + " does not take the throw-away VM " + trial.namespace()
                    + "/" + trial.name(Side.PROFILE) + ": " + plan.outcome().message());
        }
        JsonNode planned = TrialPath.of(trial, bound, plan);
        if (planned.equals(bound)) {
            throw new BadInput(nothing(trial, profile, plan));
        }
        requireCarrier(world, planned);
        // As it will be: what was left out may have been what another value rested on.
        Plan end = plan(world, planned);
        if (end.outcome().reason() == PathReason.CANNOT_START) {
            throw new BadInput("the path of StorageProfile " + profile + " does not stand on disk " + disk.name()
                    + " as it is: " + end.outcome().message());
        }
        Plan own = asked.profile().isEmpty() ? vm.plan() : plan(world, labelled(vm, profile));
        return new Trials(
                trial,
                profile,
                end.disk(disk.name()).map(DiskPath::path).orElse(""),
                unlike(own, end, disk.name()),
                planned,
                TrialVm.of(trial, Side.DEFAULT, profile),
                work);
    }

    /** As of a VM that was there before, whose disks a guest knows, and that does not run. */
    private static Plan plan(World world, JsonNode vm) {
        ObjectNode halted = vm.deepCopy();
        halted.withObject("/spec").put("runStrategy", "Halted").remove("running");
        Manifest manifest = new Manifest(halted, halted, Source.whole("the trial"), pointer -> 0);
        return Planning.of(world, List.of(manifest), Delivering.of(world), Planning.Memory.OF_CLUSTER)
                .getFirst()
                .plan();
    }

    private static JsonNode labelled(Planned vm, String profile) {
        ObjectNode copy = vm.vm().object().deepCopy();
        copy.withObject("/metadata/labels").put(Keys.PROFILE, profile);
        return copy;
    }

    private static void requireSectors(JsonNode bound, Work work) throws BadInput {
        for (JsonNode disk : bound.at("/spec/template/spec/domain/devices/disks")) {
            long sector = disk.at("/blockSize/custom/logical").asLong(1);
            if (work.blockBytes() % sector != 0) {
                throw new BadInput("--block-size " + work.blockSize() + ": disk "
                        + disk.path("name").asText() + " has sectors of " + sector
                        + " bytes; write a multiple of that");
            }
        }
    }

    private static void requireProfile(World world, String profile) throws BadInput {
        List<String> known = world.all(KnownKind.STORAGE_PROFILE.key()).orElse(List.of()).stream()
                .map(p -> p.at("/metadata/name").asText())
                .toList();
        if (!known.isEmpty() && !known.contains(profile)) {
            throw new BadInput("there is no StorageProfile " + profile + "; there is " + String.join(", ", known));
        }
    }

    /** A sidecar is the operator's to add, by the record that a throw-away VM does not have. */
    private static void requireCarrier(World world, JsonNode planned) throws BadInput {
        JsonNode annotations = planned.at("/spec/template/metadata/annotations");
        boolean asks = annotations.has(Keys.IO_URING_DISKS) || annotations.has(Keys.SCSI_QUEUES);
        if (asks && Delivering.of(world).carrier() == Carrier.SIDECAR) {
            throw new BadInput(
                    "what the profile asks for is delivered by KubeVirt's hook sidecar here, which a throw-away VM does not"
                            + " get; it can be measured where KubeVirt's Plugin delivers it, or without io_uring in the profile");
        }
    }

    private static String nothing(Trial trial, String profile, Plan plan) {
        String refused = plan.decisions().stream()
                .filter(d -> d.is(Verdict.REFUSE) || d.is(Verdict.UNKNOWN))
                .filter(d -> d.disk().map(trial.storage().disk()::equals).orElse(true))
                .map(Decision::message)
                .distinct()
                .collect(Collectors.joining(" "));
        return "StorageProfile " + profile + " changes nothing that is compared of the throw-away VM "
                + trial.namespace() + "/"
                + trial.name(Side.PROFILE) + " (io, io_uring, cache, I/O threads and queues). "
                + (refused.isEmpty() ? plan.outcome().message() : refused);
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
                .filter(d -> d.field().inInstance() && d.field() != Field.EVICTION && d.field() != Field.ERROR_POLICY)
                .filter(d -> d.value().isPresent() && !d.is(Verdict.REFUSE) && !d.is(Verdict.UNKNOWN))
                .collect(Collectors.toMap(Decision::field, d -> d.value().get(), (a, _) -> a, TreeMap::new));
    }
}
