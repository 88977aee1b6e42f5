package dev.shortpath.plan.warning;

import dev.shortpath.api.DiskRule;
import dev.shortpath.api.Io;
import dev.shortpath.api.StorageProfileSpec;
import dev.shortpath.api.VolumeModeWish;
import dev.shortpath.api.VolumeRule;
import dev.shortpath.api.Word;
import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.StorageClass;
import dev.shortpath.plan.rule.UringGround;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What only this cluster makes wrong. What is not known here is nothing to warn of. */
final class WrongHere {
    private static final int NAMED = 5;

    private final Cluster cluster;

    private WrongHere(Cluster cluster) {
        this.cluster = cluster;
    }

    static Stream<String> of(StorageProfileSpec spec, Cluster cluster) {
        WrongHere here = new WrongHere(cluster);
        Cluster.Deliveries can = cluster.deliveries();
        return Stream.of(
                        IntStream.range(0, spec.disks().size())
                                .boxed()
                                .flatMap(i -> here.rule(
                                        "spec.disks[" + i + "].", spec.disks().get(i))),
                        undelivered("spec.placement", spec.placement() != null, can.placement()))
                .flatMap(s -> s);
    }

    private Stream<String> rule(String at, DiskRule rule) {
        List<String> matched = rule.match() == null ? List.of() : rule.match().storageClassNames();
        Optional<VolumeRule> volume = Optional.ofNullable(rule.volume());
        Optional<String> named = volume.map(VolumeRule::storageClassName);
        return Stream.of(
                        missing(at + "match.storageClassNames", matched),
                        missing(at + "volume.storageClassName", named.stream().toList()),
                        volume.filter(v -> v.volumeMode() == VolumeModeWish.BLOCK)
                                .flatMap(_ -> named.or(() -> only(matched)))
                                .flatMap(name -> noBlock(at + "volume.volumeMode", name)),
                        rule.io() == Io.IO_URING ? uring(at + "io", matched) : Optional.<String>empty())
                .flatMap(Optional::stream);
    }

    private static Optional<String> only(List<String> names) {
        return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
    }

    private Optional<String> missing(String field, List<String> names) {
        Optional<List<StorageClass>> classes = cluster.classes();
        List<String> gone = names.stream()
                .filter(n -> classes.isPresent() && cluster.storageClass(n).isEmpty())
                .toList();
        return gone.isEmpty()
                ? Optional.empty()
                : Optional.of(field + ": the cluster has no storage class " + list(gone) + "; it has "
                        + list(classes.get().stream()
                                .map(StorageClass::name)
                                .sorted()
                                .toList()) + ".");
    }

    private Optional<String> noBlock(String field, String name) {
        Presence block = cluster.storageClass(name).map(StorageClass::block).orElse(Presence.PRESENT);
        return switch (block) {
            case PRESENT -> Optional.empty();
            case ABSENT ->
                Optional.of(field + ": CDI knows storage class " + name + " to serve no Block volumes, so Block will be"
                        + " refused; name another class, or write Filesystem.");
            case UNKNOWN ->
                Optional.of(
                        field + ": CDI knows nothing of storage class " + name + ", and Block is set only for a class"
                                + " that is known to serve it; say so in its storageprofiles.cdi.kubevirt.io.");
        };
    }

    private Optional<String> uring(String field, List<String> matched) {
        Capability plugin = cluster.deliveries().ioUring();
        if (!plugin.ready()) {
            return Optional.of(field + ": io_uring cannot be delivered here: " + why(plugin)
                    + ". Disks get what auto gives; write auto to mean that.");
        }
        return matched.stream()
                .flatMap(n -> cluster.storageClass(n).flatMap(UringGround::denial).stream())
                .findFirst()
                .map(why -> field + ": " + why + ", so its disks get what auto gives.");
    }

    private static Stream<String> undelivered(String field, boolean asked, Capability can) {
        return asked && !can.ready()
                ? Stream.of(field + ": it is decided and reported, and not written: " + why(can) + ".")
                : Stream.empty();
    }

    private static String why(Capability missing) {
        return missing.missing().stream().findFirst().orElse("it is not ready");
    }

    static String list(List<String> names) {
        return names.isEmpty()
                ? "none"
                : names.stream().limit(NAMED).collect(Collectors.joining(", "))
                        + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }

    static String words(List<? extends Word> words) {
        return words.stream().map(Word::word).collect(Collectors.joining(", "));
    }
}
