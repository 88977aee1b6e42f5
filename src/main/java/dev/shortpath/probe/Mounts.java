package dev.shortpath.probe;

import dev.shortpath.facts.Excerpt;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What block devices are used for, by the tables that the whole host shares. */
final class Mounts {
    private static final String SWAPS = "proc/swaps";
    static final String MOUNTINFO = "proc/1/mountinfo";
    /** File systems that list their devices in sysfs, whoever's mount namespace they are mounted in. */
    private static final List<String> FILE_SYSTEMS = List.of("ext4", "xfs", "f2fs", "erofs");

    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,9}:[0-9]{1,9})");

    private final Values values;
    /** Device to its file systems. */
    private final Map<String, Set<String>> fileSystems = new HashMap<>();

    private final Set<String> swaps = new LinkedHashSet<>();
    /** Major and minor number to file system and mount point. */
    private final Map<String, Map<String, String>> mounts = new HashMap<>();

    /** @param mountinfo the table of mounts of the node's first process */
    Mounts(Values values, Seen<String> mountinfo) {
        this.values = values;
        for (String type : FILE_SYSTEMS) {
            names("sys/fs/" + type).forEach(device -> of(device).add(type));
        }
        for (String volume : names("sys/fs/btrfs")) {
            names("sys/fs/btrfs/" + volume + "/devices")
                    .forEach(device -> of(device).add("btrfs"));
        }
        values.tree().table(SWAPS).value().ifPresent(t -> t.lines().skip(1).forEach(this::swap));
        mountinfo.value().ifPresent(t -> t.lines().forEach(this::mount));
    }

    /** What a disk or partition is used for: `ext4 on nvme0n1p1`, `vfat on nvme0n1p3 at /boot/efi`, `swap on nvme0n1p2`. */
    List<String> of(String device, String sysfs) {
        Set<String> uses = new LinkedHashSet<>();
        Set<String> known = fileSystems.getOrDefault(device, Set.of());
        known.forEach(type -> uses.add(type + " on " + device));
        if (!mounts.isEmpty()) {
            Optional<String> number = values.word(
                            sysfs + "/dev", values.tree().needed(sysfs + "/dev"), NUMBER, "a device's number")
                    .value();
            number.map(n -> mounts.getOrDefault(n, Map.of())).orElse(Map.of()).forEach((type, point) -> {
                if (!known.contains(type)) {
                    uses.add(type + " on " + device + " at " + point);
                }
            });
        }
        if (swaps.contains(device)) {
            uses.add("swap on " + device);
        }
        return List.copyOf(uses);
    }

    private Set<String> of(String device) {
        return fileSystems.computeIfAbsent(device, d -> new LinkedHashSet<>());
    }

    private List<String> names(String directory) {
        return values.tree().list(directory).value().map(Tree.Listing::names).orElse(List.of());
    }

    private void swap(String line) {
        String[] columns = line.strip().split("\\s+");
        if (columns.length < 5) {
            values.tree().problem(SWAPS, "not a line of swap: " + Problems.excerpt(line));
        } else if (columns[1].equals("partition")) {
            swaps.add(columns[0].substring(columns[0].lastIndexOf('/') + 1));
        }
    }

    /** proc_pid_mountinfo(5): id, parent, major:minor, root, mount point, options, optional fields, a dash, type, source, options. */
    private void mount(String line) {
        int dash = line.indexOf(" - ");
        String[] before = line.split(" ");
        String[] after = dash < 0 ? new String[0] : line.substring(dash + 3).split(" ");
        if (after.length < 2
                || before.length < 6
                || !NUMBER.matcher(before[2]).matches()
                || !after[0].matches("[A-Za-z0-9_.-]{1,64}")) {
            values.tree().problem(MOUNTINFO, "not a mount: " + Problems.excerpt(line));
            return;
        }
        // A device without one of its own (major 0) is no disk. What is mounted many times keeps its first place.
        if (!before[2].startsWith("0:")) {
            mounts.computeIfAbsent(before[2], d -> new LinkedHashMap<>()).putIfAbsent(after[0], point(before[4]));
        }
    }

    private static String point(String escaped) {
        String point = escaped.replace("\\040", " ")
                .replace("\\011", " ")
                .replace("\\012", " ")
                .replace("\\134", "\\");
        return Excerpt.of(Problems.printable(point), 128);
    }
}
