package dev.shortpath.plan;

import dev.shortpath.facts.Disk;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Value;
import dev.shortpath.facts.Vm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What KubeVirt refuses, or admits and fails to start, in a VM as its owner wrote it (pkg/storage/admitters/disks.go; the
 * native-with-cache trap and the arm64 buses are seen only later).
 */
final class Faults {
    private static final Map<Field, Set<String>> WORDS = Map.of(
            Field.BUS, Set.of("virtio", "scsi", "sata", "usb"),
            Field.IO, Set.of("native", "threads"),
            Field.CACHE, Set.of("none", "writethrough", "writeback"),
            Field.IO_THREAD, Set.of("dedicated", "shared"),
            Field.ERROR_POLICY, Set.of("stop", "ignore", "report", "enospace"),
            Field.VOLUME_MODE, Set.of("Block", "Filesystem"),
            Field.PREALLOCATION, Set.of("Always", "Never"),
            Field.MULTI_QUEUE, Set.of("Always", "Never"),
            Field.IO_THREADS_POLICY, Set.of("shared", "auto", "supplementalPool"));

    private Faults() {}

    /** A view of the values that a VM would have. */
    @FunctionalInterface
    interface Values {
        Optional<String> of(Optional<String> disk, Field field);
    }

    static Values owners(Ledger ledger) {
        return (disk, field) -> ledger.owners(disk, field).map(Value::word);
    }

    /** Every fault, as sentences for a person; empty when KubeVirt can start the VM. */
    static List<String> of(Vm vm, Values values) {
        List<String> faults = new ArrayList<>(vm.faults());
        for (Disk disk : vm.disks()) {
            if (disk.kind() == DiskKind.DISK) {
                ofDisk(vm, disk, values).ifPresent(f -> faults.add("disk " + disk.name() + ": " + f));
            }
        }
        boolean pool = values.of(Optional.empty(), Field.IO_THREADS_POLICY).equals(Optional.of("supplementalPool"));
        if (pool && values.of(Optional.empty(), Field.IO_THREADS_COUNT).isEmpty()) {
            faults.add("ioThreadsPolicy supplementalPool needs ioThreads.supplementalPoolThreadCount of 1 or more");
        }
        return faults;
    }

    /** Disks that would have a fault with other values, and have none as their owner wrote them. */
    static Map<String, String> added(Vm vm, Values owners, Values others) {
        Map<String, String> added = new TreeMap<>();
        for (Disk disk : vm.disks()) {
            if (disk.kind() == DiskKind.DISK && ofDisk(vm, disk, owners).isEmpty()) {
                ofDisk(vm, disk, others).ifPresent(f -> added.put(disk.name(), f));
            }
        }
        return added;
    }

    private static Optional<String> ofDisk(Vm vm, Disk disk, Values values) {
        Optional<String> name = Optional.of(disk.name());
        for (Field field : List.of(Field.BUS, Field.IO, Field.CACHE, Field.ERROR_POLICY)) {
            Optional<String> word = values.of(name, field);
            if (word.isPresent() && !valid(field, word.get())) {
                return Optional.of(field.path() + " " + word.get() + " is not one of "
                        + WORDS.get(field).stream().sorted().toList());
            }
        }
        String bus = values.of(name, Field.BUS).orElse("");
        Optional<String> cache = values.of(name, Field.CACHE);
        boolean cached = cache.isPresent() && !cache.get().equals("none");
        boolean direct = values.of(name, Field.IO).equals(Optional.of("native"));
        if (direct && cached) {
            return Optional.of("io native needs cache none, and it has cache " + cache.get());
        }
        if (disk.shareable() && cached) {
            return Optional.of("a shareable disk needs cache none, and it has cache " + cache.get());
        }
        boolean written =
                Optional.ofNullable(disk.written().get(Field.IO_THREAD)).isPresent();
        if (written && !bus.equals("virtio") && values.of(name, Field.IO_THREAD).equals(Optional.of("dedicated"))) {
            return Optional.of("dedicatedIOThread is for bus virtio, and it is on " + (bus.isEmpty() ? "none" : bus));
        }
        if (vm.machine().architecture().equals("arm64") && !bus.equals("virtio") && !bus.equals("scsi")) {
            return Optional.of("arm64 takes bus virtio and scsi only, and it is on " + bus);
        }
        return Optional.empty();
    }

    /** Whether a word can stand in a field at all; a remembered one may be forged. */
    static boolean valid(Field field, String word) {
        Set<String> words = WORDS.get(field);
        if (words != null) {
            return words.contains(word);
        }
        return switch (field) {
            case IO_THREADS_COUNT, SCSI_QUEUES -> word.matches("[1-9][0-9]{0,3}");
            case IO_URING -> true;
            case BLOCK_SIZE -> Set.of("match", "b512", "b4096").contains(word) || word.startsWith("{");
            case EVICTION -> word.matches("[A-Za-z]{1,40}");
            case STORAGE_CLASS -> word.matches("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
            default -> false;
        };
    }
}
