package dev.shortpath.cli.map;

import dev.shortpath.api.Compliance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The nodes by what they can give; where VMs lack their path first. */
final class HostList {
    /** Nodes that stand there unfolded: all of a small cluster. */
    private static final int FEW = 4;
    /** Nodes of one readiness that are listed at once. */
    private static final int LISTED = 8;

    private final Html html;
    private final Fleet fleet;
    private final Map<String, List<Guest>> guests = new HashMap<>();

    private HostList(Html html, Fleet fleet) {
        this.html = html;
        this.fleet = fleet;
        fleet.guests()
                .forEach(g -> g.node()
                        .ifPresent(n -> guests.computeIfAbsent(n, key -> new ArrayList<>())
                                .add(g)));
    }

    static void write(Html html, Fleet fleet) {
        if (fleet.hosts().isEmpty()) {
            html.leaf("p", fleet.nodesRead() ? "There are none." : "Nothing was read of nodes.");
            return;
        }
        HostList list = new HostList(html, fleet);
        fleet.hosts().stream()
                .collect(Collectors.groupingBy(Host::readiness, TreeMap::new, Collectors.toList()))
                .forEach(list::group);
    }

    private void group(Readiness readiness, List<Host> hosts) {
        html.open("h3").text(readiness.word() + " ");
        html.leaf("span", readiness.meaning(), "class", "faint").close();
        List<Host> sorted = hosts.stream()
                .sorted(Comparator.comparing((Host h) -> -bad(h)).thenComparing(Host::number))
                .toList();
        sorted.stream().limit(LISTED).forEach(this::card);
        if (sorted.size() > LISTED) {
            html.details("more", false).leaf("summary", sorted.size() - LISTED + " more nodes");
            sorted.stream().skip(LISTED).forEach(this::card);
            html.close();
        }
    }

    private void card(Host host) {
        HostCard.write(html, host, on(host), fleet.hosts().size() <= FEW);
    }

    private List<Guest> on(Host host) {
        return guests.getOrDefault(host.name(), List.of());
    }

    private long bad(Host host) {
        return on(host).stream()
                .filter(g -> g.compliance() == Compliance.NON_COMPLIANT)
                .count();
    }
}
