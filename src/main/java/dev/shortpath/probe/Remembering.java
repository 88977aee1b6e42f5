package dev.shortpath.probe;

import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.StorageNodeStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Model and serial of functions that sysfs no longer names, since no NVMe driver holds them: they are those of the last
 * look, as long as the same vendor and device has been at that address in every look. What was away in between may be
 * another drive, and is not remembered.
 */
public final class Remembering {
    private Remembering() {}

    /**
     * Another drive where one was known.
     *
     * @param address the PCI address of both
     */
    public record Replaced(String address, String before, String after) {}

    /**
     * What was made of two looks.
     *
     * @param status the later look, with what is remembered
     * @param replaced the drives whose serials contradict each other, in the later look's order
     */
    public record Remembered(StorageNodeStatus status, List<Replaced> replaced) {
        public Remembered {
            replaced = List.copyOf(replaced);
        }
    }

    /**
     * Adds to a look what is known of the one before.
     *
     * @param previous what was last made of a look; a status without functions where there was none
     */
    public static Remembered merge(StorageNodeStatus previous, StorageNodeStatus seen) {
        Map<String, NvmeFunction> known = new HashMap<>();
        previous.nvme().forEach(f -> known.put(f.address(), f));
        List<NvmeFunction> functions = new ArrayList<>();
        List<Replaced> replaced = new ArrayList<>();
        for (NvmeFunction now : seen.nvme()) {
            NvmeFunction before = known.get(now.address());
            functions.add(before == null ? now : recall(before, now));
            if (before != null && contradict(before.serial(), now.serial())) {
                replaced.add(new Replaced(now.address(), before.serial(), now.serial()));
            }
        }
        return new Remembered(with(seen, functions), replaced);
    }

    private static NvmeFunction recall(NvmeFunction before, NvmeFunction now) {
        boolean same = now.vendorDevice() != null
                && now.vendorDevice().equals(before.vendorDevice())
                && !contradict(before.model(), now.model())
                && !contradict(before.serial(), now.serial());
        return same ? named(now, either(now.model(), before.model()), either(now.serial(), before.serial())) : now;
    }

    private static boolean contradict(String before, String now) {
        return before != null && now != null && !before.equals(now);
    }

    private static String either(String now, String before) {
        return now == null ? before : now;
    }

    private static NvmeFunction named(NvmeFunction f, String model, String serial) {
        if (Objects.equals(model, f.model()) && Objects.equals(serial, f.serial())) {
            return f;
        }
        return f.named(model, serial);
    }

    private static StorageNodeStatus with(StorageNodeStatus s, List<NvmeFunction> nvme) {
        return new StorageNodeStatus(
                s.observedAt(), s.kernel(), s.iommu(), s.ioUring(), s.numa(), s.vfio(), nvme, s.totals());
    }
}
