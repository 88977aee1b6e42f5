package dev.shortpath.kubevirt;

import dev.shortpath.facts.Disk;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values that KubeVirt refuses, or takes and then cannot start the VM with, each a sentence for a person. Judged on the VM as
 * KubeVirt expands it.
 *
 * <p>Source: KubeVirt's pkg/storage/admitters/disks.go, vmi-create-admitter.go (validateIOThreadsPolicy),
 * pkg/virt-launcher/virtwrap/converter/storage/disk.go; QEMU for native with a cache.
 */
final class Refusals {
    private static final Map<Field, List<String>> WORDS = Map.of(
            Field.BUS, List.of("virtio", "scsi", "sata", "usb"),
            Field.IO, List.of("native", "threads"),
            Field.CACHE, List.of("none", "writethrough", "writeback"),
            Field.ERROR_POLICY, List.of("stop", "ignore", "report", "enospace"),
            Field.IO_THREAD, List.of("dedicated", "shared"),
            Field.MULTI_QUEUE, List.of("Always", "Never"),
            Field.IO_THREADS_POLICY, List.of("shared", "auto", "supplementalPool"),
            Field.EVICTION, List.of("None", "LiveMigrate", "LiveMigrateIfPossible", "External"));
    private static final Set<String> ARM64 = Set.of("virtio", "scsi");

    private Refusals() {}

    static List<String> of(
            List<Disk> disks, Map<Field, String> written, Map<Field, Value> defaults, String architecture) {
        List<String> faults = new ArrayList<>();
        disks.stream().filter(d -> d.index() >= 0).forEach(d -> {
            words("disk " + d.name(), d.written(), faults);
            combinations(d, architecture, faults);
        });
        words("template", written, faults);
        pool(written, defaults, faults);
        return faults;
    }

    private static void words(String whose, Map<Field, String> written, List<String> faults) {
        WORDS.forEach((field, words) -> {
            String word = written.get(field);
            if (word != null && !words.contains(word)) {
                faults.add("The VM's " + whose + " has " + place(field) + " " + word + "; KubeVirt takes "
                        + String.join(", ", values(field, words)) + ".");
            }
        });
    }

    /** KubeVirt's own name of a field, which its owner wrote. */
    private static String place(Field field) {
        List<String> path =
                field.scope() == Field.Scope.DISK ? Spelling.inDisk(field, DiskKind.DISK) : Spelling.inInstance(field);
        return path.getLast();
    }

    private static List<String> values(Field field, List<String> words) {
        return words.stream().map(w -> Spelling.value(field, w).asText()).toList();
    }

    private static void combinations(Disk disk, String architecture, List<String> faults) {
        String name = "The VM's disk " + disk.name();
        String bus = expanded(disk, Field.BUS).orElse("");
        String cache = expanded(disk, Field.CACHE).orElse("none");
        if (!bus.equals("virtio")) {
            if ("dedicated".equals(disk.written().get(Field.IO_THREAD))) {
                faults.add(name + " has dedicatedIOThread on bus " + bus + "; KubeVirt takes it on virtio only.");
            }
            if (disk.pciAddress()) {
                faults.add(name + " has a pciAddress on bus " + bus + "; KubeVirt takes one on virtio only.");
            }
        }
        if (disk.kind() == DiskKind.CDROM
                && bus.equals("virtio")
                && disk.written().containsKey(Field.BUS)) {
            faults.add(name + " is a cdrom on virtio, which KubeVirt refuses: write sata or scsi.");
        }
        if (disk.kind() == DiskKind.DISK && bus.equals("sata") && disk.readOnly()) {
            faults.add(name + " is read-only on bus sata, which KubeVirt refuses: write virtio or scsi.");
        }
        if (disk.kind() == DiskKind.DISK && architecture.equals("arm64") && !ARM64.contains(bus)) {
            faults.add(name + " is on bus " + bus + ", which an arm64 machine has not: write virtio or scsi.");
        }
        if (expanded(disk, Field.IO).equals(Optional.of("native")) && !cache.equals("none")) {
            faults.add(name + " has io native with cache " + cache
                    + ": QEMU takes native with cache none only, so the VM would not start.");
        }
        if (disk.shareable() && !cache.equals("none")) {
            faults.add(name + " is shareable with cache " + cache + ": KubeVirt starts it with cache none only.");
        }
    }

    private static void pool(Map<Field, String> written, Map<Field, Value> defaults, List<String> faults) {
        String policy = expanded(written, defaults, Field.IO_THREADS_POLICY).orElse("");
        String count = expanded(written, defaults, Field.IO_THREADS_COUNT).orElse("");
        if (policy.equals("supplementalPool") && !count.matches("0*[1-9]\\d*")) {
            faults.add("The VM has ioThreadsPolicy supplementalPool without a positive"
                    + " ioThreads.supplementalPoolThreadCount, which KubeVirt refuses.");
        } else if (!count.isEmpty() && !count.matches("\\d+")) {
            faults.add("The VM's ioThreads.supplementalPoolThreadCount is " + count + ", not a number of threads.");
        }
    }

    private static Optional<String> expanded(Disk disk, Field field) {
        return expanded(disk.written(), disk.defaults(), field);
    }

    private static Optional<String> expanded(Map<Field, String> written, Map<Field, Value> defaults, Field field) {
        return Optional.ofNullable(written.get(field))
                .or(() -> Optional.ofNullable(defaults.get(field)).map(Value::word));
    }
}
