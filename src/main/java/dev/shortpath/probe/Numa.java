package dev.shortpath.probe;

import dev.shortpath.api.NumaNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The NUMA nodes, their CPUs and hugepages. Only the number of hugepages is taken and not how many are free: that changes with each VM,
 * and the kubelet counts only the former.
 */
final class Numa {
    static final String NODES = "sys/devices/system/node";

    private static final Pattern NODE = Pattern.compile("node([0-9]{1,9})");
    /** A list of CPUs, empty for a node that has memory alone. */
    private static final Pattern CPUS = Pattern.compile("((?:[0-9]+(?:-[0-9]+)?(?:,[0-9]+(?:-[0-9]+)?)*)?)");

    private static final Pattern PAGES = Pattern.compile("hugepages-([1-9][0-9]{0,8})kB");
    private static final int MOST = 1024;
    private static final int LONGEST_LIST = 4096;
    private static final int MOST_SIZES = 16;

    private final Values values;

    Numa(Values values) {
        this.values = values;
    }

    /** Empty where the nodes could not be listed. */
    Optional<List<NumaNode>> nodes() {
        return values.tree().neededList(NODES).value().map(listing -> nodes(listing.names()));
    }

    private List<NumaNode> nodes(List<String> names) {
        List<NumaNode> nodes = new ArrayList<>();
        for (String name : names) {
            Matcher node = NODE.matcher(name);
            if (!node.matches()) {
                continue;
            }
            if (nodes.size() == MOST) {
                values.tree().problem(NODES, "has more than " + MOST + " NUMA nodes; the rest is left out");
                break;
            }
            String path = NODES + "/" + name;
            nodes.add(new NumaNode(
                    Integer.valueOf(node.group(1)),
                    cpus(path + "/cpulist").orElse(null),
                    hugepages(path + "/hugepages")));
        }
        return nodes;
    }

    private Optional<String> cpus(String path) {
        Seen<String> text = values.tree().needed(path);
        if (text.value().filter(t -> t.length() > LONGEST_LIST).isPresent()) {
            values.tree().problem(path, "has more than " + LONGEST_LIST + " characters, so it is left out");
            return Optional.empty();
        }
        return values.word(path, text, CPUS, "a list of CPUs").value();
    }

    private Map<String, Integer> hugepages(String path) {
        Map<String, Integer> pages = new TreeMap<>();
        // A kernel without hugetlbfs has no such directory.
        for (String name :
                values.tree().list(path).value().map(Tree.Listing::names).orElse(List.of())) {
            Matcher size = PAGES.matcher(name);
            if (!size.matches()) {
                values.tree().problem(path + "/" + name, "not a size of hugepages");
            } else if (pages.size() < MOST_SIZES) {
                values.neededNumber(path + "/" + name + "/nr_hugepages", 0)
                        .value()
                        .ifPresent(count -> pages.put(quantity(Long.parseLong(size.group(1))), count));
            } else {
                values.tree()
                        .problem(path, "has more than " + MOST_SIZES + " sizes of hugepages; the rest is left out");
                break;
            }
        }
        return pages;
    }

    /** 2048 kB as Kubernetes spells it in a resource's name: 2Mi. */
    private static String quantity(long kibibytes) {
        String[] units = {"Ki", "Mi", "Gi", "Ti"};
        int unit = 0;
        long number = kibibytes;
        while (number % 1024 == 0 && unit < units.length - 1) {
            number /= 1024;
            unit++;
        }
        return number + units[unit];
    }
}
