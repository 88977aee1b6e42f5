package dev.shortpath.plan;

import dev.shortpath.facts.Disk;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Vm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What KubeVirt refuses, or admits and fails to start, in a VM as its owner wrote it (pkg/storage/admitters/disks.go; the
 * native-with-cache trap and the arm64 buses are seen only later).
 */
final class Faults {
    private static final Map<Field, SortedSet<String>> WORDS = Map.of(
            Field.BUS, sorted("virtio", "scsi", "sata", "usb"),
            Field.IO, sorted("native", "threads"),
            Field.CACHE, sorted("none", "writethrough", "writeback"),
            Field.IO_THREAD, sorted("dedicated", "shared"),
            Field.ERROR_POLICY, sorted("stop", "ignore", "report", "enospace"),
            Field.VOLUME_MODE, sorted("Block", "Filesystem"),
            Field.PREALLOCATION, sorted("Always", "Never"),
            Field.MULTI_QUEUE, sorted("Always", "Never"),
            Field.IO_THREADS_POLICY, sorted("shared", "auto", "supplementalPool"),
            Field.EVICTION, sorted("None", "LiveMigrate", "LiveMigrateIfPossible", "External"));

    /** As the schema of a profile's passthrough has it. */
    private static final Pattern RESOURCE =
            Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?/[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?");

    private Faults() {}

    private static SortedSet<String> sorted(String... words) {
        return new TreeSet<>(List.of(words));
    }

    /** A view of the values that a VM would have. */
    @FunctionalInterface
    interface Values {
        Optional<String> of(Optional<String> disk, Field field);
    }

    /** Every fault, as sentences for a person; empty when KubeVirt can start the VM. */
    static List<String> of(Vm vm, Values values) {
        List<String> faults = new ArrayList<>(vm.faults());
        faults.addAll(byPlace(vm, values).values());
        return faults;
    }

    /** The disks that have a fault, and an empty place where the VM's own values have one. */
    static Set<Optional<String>> places(Vm vm, Values values) {
        return byPlace(vm, values).keySet();
    }

    /** Places that would have a fault with other values, and have none with these. */
    static Map<Optional<String>, String> added(Vm vm, Values before, Values after) {
        Map<Optional<String>, String> added = byPlace(vm, after);
        added.keySet().removeAll(places(vm, before));
        return added;
    }

    private static Map<Optional<String>, String> byPlace(Vm vm, Values values) {
        Map<Optional<String>, String> faults = new LinkedHashMap<>();
        for (Disk disk : vm.disks()) {
            ofDisk(vm, disk, values)
                    .ifPresent(f -> faults.putIfAbsent(
                            Optional.of(disk.name()), "The VM's disk " + disk.name() + " " + f + "."));
        }
        ofVm(values).ifPresent(f -> faults.put(Optional.empty(), f));
        return faults;
    }

    private static Optional<String> ofVm(Values values) {
        for (Field field : List.of(Field.IO_THREADS_POLICY, Field.MULTI_QUEUE, Field.EVICTION)) {
            Optional<String> word = values.of(Optional.empty(), field).filter(w -> !valid(field, w));
            if (word.isPresent()) {
                return Optional.of("The VM has " + field.path() + " " + word.get() + "; KubeVirt takes "
                        + String.join(", ", WORDS.get(field)) + ".");
            }
        }
        boolean pool = values.of(Optional.empty(), Field.IO_THREADS_POLICY).equals(Optional.of("supplementalPool"));
        Optional<String> count = values.of(Optional.empty(), Field.IO_THREADS_COUNT);
        return pool && count.filter(c -> ours(Field.IO_THREADS_COUNT, c)).isEmpty()
                ? Optional.of("The VM has ioThreadsPolicy supplementalPool without a positive"
                        + " ioThreads.supplementalPoolThreadCount, which KubeVirt refuses.")
                : Optional.empty();
    }

    private static Optional<String> ofDisk(Vm vm, Disk disk, Values values) {
        if (disk.kind() == DiskKind.NONE) {
            return Optional.empty();
        }
        Optional<String> name = Optional.of(disk.name());
        for (Field field : List.of(Field.BUS, Field.IO, Field.CACHE, Field.ERROR_POLICY, Field.IO_THREAD)) {
            Optional<String> word = values.of(name, field).filter(w -> !valid(field, w));
            if (word.isPresent()) {
                return Optional.of("has " + field.path() + " " + word.get() + "; KubeVirt takes "
                        + String.join(", ", WORDS.get(field)));
            }
        }
        String bus = values.of(name, Field.BUS).orElse("");
        return ofBus(vm, disk, values, bus).or(() -> ofCache(disk, values));
    }

    private static Optional<String> ofBus(Vm vm, Disk disk, Values values, String bus) {
        boolean threaded = values.of(Optional.of(disk.name()), Field.IO_THREAD).equals(Optional.of("dedicated"));
        boolean plain = disk.kind() == DiskKind.DISK;
        if (threaded && !bus.equals("virtio")) {
            return Optional.of("has dedicatedIOThread on bus " + bus + ", which KubeVirt takes on virtio only");
        }
        if (disk.pciAddress() && !bus.equals("virtio")) {
            return Optional.of("has a pciAddress on bus " + bus + ", which KubeVirt takes on virtio only");
        }
        if (disk.kind() == DiskKind.CDROM
                && bus.equals("virtio")
                && disk.written().containsKey(Field.BUS)) {
            return Optional.of("is a cdrom on virtio, which KubeVirt refuses: write sata or scsi");
        }
        if (plain && disk.readOnly() && bus.equals("sata")) {
            return Optional.of("is read-only on bus sata, which KubeVirt refuses: write virtio or scsi");
        }
        boolean arm = vm.machine().architecture().equals("arm64");
        return plain && arm && !bus.equals("virtio") && !bus.equals("scsi")
                ? Optional.of("is on bus " + bus + ", which an arm64 machine has not: write virtio or scsi")
                : Optional.empty();
    }

    private static Optional<String> ofCache(Disk disk, Values values) {
        Optional<String> cache =
                values.of(Optional.of(disk.name()), Field.CACHE).filter(c -> !c.equals("none"));
        if (cache.isEmpty()) {
            return Optional.empty();
        }
        if (values.of(Optional.of(disk.name()), Field.IO).equals(Optional.of("native"))) {
            return Optional.of("has io native with cache " + cache.get()
                    + ": QEMU takes native with cache none only, so the VM would not start");
        }
        return disk.shareable()
                ? Optional.of("is shareable with cache " + cache.get() + ": KubeVirt starts it with cache none only")
                : Optional.empty();
    }

    /** Whether a word can stand in a field at all, whoever wrote it. */
    static boolean valid(Field field, String word) {
        SortedSet<String> words = WORDS.get(field);
        if (words != null) {
            return words.contains(word);
        }
        return switch (field) {
            case IO_THREADS_COUNT, SCSI_QUEUES -> word.matches("0|[1-9][0-9]{0,3}");
            case IO_URING -> word.equals("io_uring");
            case PASSTHROUGH -> RESOURCE.matcher(word).matches();
            case BLOCK_SIZE -> ours(field, word) || word.startsWith("{");
            case STORAGE_CLASS -> word.matches("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
            default -> false;
        };
    }

    /** Whether we could have set a field to a word; a record that says otherwise is forged, or of another version. */
    static boolean ours(Field field, String word) {
        return switch (field) {
            case BLOCK_SIZE -> Set.of("match", "b512", "b4096").contains(word);
            case IO_THREADS_COUNT, SCSI_QUEUES -> word.matches("[1-9][0-9]{0,3}");
            default -> valid(field, word);
        };
    }
}
