package dev.shortpath.plan.warning;

import dev.shortpath.api.BlockSize;
import dev.shortpath.api.Bus;
import dev.shortpath.api.Choice;
import dev.shortpath.api.Delivery;
import dev.shortpath.api.DiskRule;
import dev.shortpath.api.IoThread;
import dev.shortpath.api.IoThreadsPolicy;
import dev.shortpath.api.StorageProfileSpec;
import dev.shortpath.api.VolumeFormat;
import dev.shortpath.api.VolumeKind;
import dev.shortpath.api.VolumeMode;
import dev.shortpath.api.VolumeModeWish;
import dev.shortpath.api.VolumeRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rules for disks that say something that cannot come of them. */
final class OddRules {
    private static final String IN_GIT =
            " is never given to a VMI alone, so under delivery Instance the VM is NonCompliant until its own manifest says it"
                    + " (SetItInGit); delivery VirtualMachine writes it.";

    private OddRules() {}

    static Stream<String> of(StorageProfileSpec spec) {
        return IntStream.range(0, spec.disks().size()).boxed().flatMap(i -> {
            DiskRule rule = spec.disks().get(i);
            String at = "spec.disks[" + i + "].";
            return Stream.concat(
                    Stream.of(ioThread(at, spec, rule), blockSize(at, rule), volume(at, rule), format(at, rule))
                            .flatMap(Optional::stream),
                    spec.delivery() == Delivery.INSTANCE ? inGit(at, rule) : Stream.empty());
        });
    }

    private static Optional<String> ioThread(String at, StorageProfileSpec spec, DiskRule rule) {
        boolean pool = spec.ioThreads() != null && spec.ioThreads().policy() == IoThreadsPolicy.SUPPLEMENTAL_POOL;
        return when(
                pool && rule.ioThread() == IoThread.DEDICATED,
                at
                        + "ioThread: dedicated is void under ioThreads.policy supplementalPool, which serves all disks; leave one"
                        + " of the two out.");
    }

    private static Optional<String> blockSize(String at, DiskRule rule) {
        boolean files = rule.match() != null && rule.match().volumeModes().equals(List.of(VolumeMode.FILESYSTEM));
        return when(
                rule.blockSize() == BlockSize.MATCH && (files || Reach.noClaims(rule)),
                at
                        + "blockSize: match is for Block volumes, and the rule takes none, so it will be refused; write b512 or"
                        + " b4096, or leave it out.");
    }

    private static Optional<String> volume(String at, DiskRule rule) {
        List<VolumeKind> kinds = rule.match() == null ? List.of() : rule.match().volumes();
        boolean asks = asked(rule.volume()).stream().anyMatch(w -> !w.equals("format"));
        return when(
                asks && !kinds.isEmpty() && !kinds.contains(VolumeKind.DATA_VOLUME),
                at + "volume: it is for DataVolume templates, and match.volumes has only " + WrongHere.words(kinds)
                        + "; add DataVolume, or leave it out.");
    }

    private static Optional<String> format(String at, DiskRule rule) {
        boolean qcow2 = rule.volume() != null && rule.volume().format() == VolumeFormat.QCOW2;
        return when(
                qcow2 && Reach.claimsOnly(rule),
                at
                        + "volume.format: qcow2 is not to be had on a claim, since CDI converts every image to raw; for thin volumes"
                        + " and snapshots use a storage class that has them.");
    }

    private static Stream<String> inGit(String at, DiskRule rule) {
        boolean bus = rule.bus() != null && rule.bus() != Bus.KEEP && rule.bus() != Bus.AUTO;
        boolean size = rule.blockSize() != null && rule.blockSize() != BlockSize.KEEP;
        return Stream.of(
                        when(bus, at + "bus: it" + IN_GIT),
                        when(size, at + "blockSize: it" + IN_GIT),
                        when(
                                asked(rule.volume()).stream().anyMatch(w -> !w.equals("format")),
                                at + "volume: it" + IN_GIT))
                .flatMap(Optional::stream);
    }

    /** The members of volume that ask for something. */
    private static List<String> asked(VolumeRule volume) {
        if (volume == null) {
            return List.of();
        }
        return Stream.of(
                        when(volume.format() != null && volume.format() != VolumeFormat.KEEP, "format"),
                        when(volume.volumeMode() != null && volume.volumeMode() != VolumeModeWish.KEEP, "volumeMode"),
                        when(volume.preallocation() != null && volume.preallocation() != Choice.KEEP, "preallocation"),
                        when(volume.storageClassName() != null, "storageClassName"))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> when(boolean so, String sentence) {
        return so ? Optional.of(sentence) : Optional.empty();
    }
}
