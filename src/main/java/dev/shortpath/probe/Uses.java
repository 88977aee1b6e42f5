package dev.shortpath.probe;

import dev.shortpath.facts.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the host uses each NVMe function for. Empty means that no use is known, not that there is none: a process that holds a device open by
 * itself leaves no trace in sysfs.
 */
final class Uses {
    private static final String BLOCK = "sys/block";
    private static final String SUBSYSTEMS = "sys/class/nvme-subsystem/";
    /** A namespace; nvme7c7n1, one path to a namespace with several, is hidden, and its uses are those of the head. */
    private static final Pattern NAMESPACE = Pattern.compile("nvme[0-9]+n[0-9]+");

    /** What a namespace belongs to: its controller, or the subsystem when it is a multipath head. */
    private static final Pattern OWNER = Pattern.compile("(?:.*/)?(nvme[0-9]+|nvme-subsys[0-9]+)");

    private static final int MOST = 64;
    private static final int LONGEST = 256;

    private final Values values;
    private final Controllers controllers;
    private final Mounts mounts;
    private final Map<String, Set<String>> byAddress = new HashMap<>();

    Uses(Values values, Controllers controllers, Seen<String> mountinfo) {
        this.values = values;
        this.controllers = controllers;
        this.mounts = new Mounts(values, mountinfo);
        for (String name : names(BLOCK)) {
            if (NAMESPACE.matcher(name).matches()) {
                Set<String> uses = uses(name);
                owners(name)
                        .forEach(address -> byAddress
                                .computeIfAbsent(address, a -> new LinkedHashSet<>())
                                .addAll(uses));
            }
        }
    }

    /** The uses of a function, at most 64; the last one then counts the others. */
    List<String> of(String address) {
        List<String> all = byAddress.getOrDefault(address, Set.of()).stream()
                .map(use -> Excerpt.of(Problems.printable(use), LONGEST))
                .toList();
        if (all.size() <= MOST) {
            return all;
        }
        List<String> some = new ArrayList<>(all.subList(0, MOST - 1));
        some.add("and " + (all.size() - MOST + 1) + " more");
        return some;
    }

    private Set<String> uses(String disk) {
        String path = BLOCK + "/" + disk;
        Set<String> uses = new LinkedHashSet<>(mounts.of(disk, path));
        held(path, uses);
        Pattern partition = Pattern.compile(Pattern.quote(disk) + "p[0-9]+");
        for (String name : names(path)) {
            if (partition.matcher(name).matches()) {
                uses.addAll(mounts.of(name, path + "/" + name));
                held(path + "/" + name, uses);
            }
        }
        return uses;
    }

    private void held(String path, Set<String> uses) {
        names(path + "/holders").forEach(holder -> uses.add("held by " + holder));
    }

    /** Addresses of the functions that a namespace is behind. */
    private List<String> owners(String disk) {
        String path = BLOCK + "/" + disk + "/device";
        String owner = values.link(path, OWNER, "a link to a controller or subsystem")
                .value()
                .orElse("");
        List<String> names = owner.startsWith("nvme-subsys") ? names(SUBSYSTEMS + owner) : List.of(owner);
        return names.stream()
                .flatMap(name -> controllers.named(name).stream())
                .map(Controllers.Controller::address)
                .toList();
    }

    private List<String> names(String directory) {
        return values.tree().list(directory).value().map(Tree.Listing::names).orElse(List.of());
    }
}
