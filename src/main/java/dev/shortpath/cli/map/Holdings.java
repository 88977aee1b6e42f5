package dev.shortpath.cli.map;

import dev.shortpath.plan.passthrough.Drive;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Who has a node's drives, as far as it can be known: KubeVirt says of which resource a VM has a function, and never which one.
 *
 * @param holders by resource, a VM as often as it has a function of it
 * @param functions by resource, how many of the node's functions are ready to be given
 */
record Holdings(Map<String, List<Guest>> holders, Map<String, Long> functions) {
    Holdings {
        holders = Collections.unmodifiableMap(new TreeMap<>(holders));
        functions = Map.copyOf(functions);
    }

    static Holdings of(Host host, List<Guest> there) {
        Map<String, Long> functions = host.drives().all().stream()
                .filter(d -> Boolean.TRUE.equals(d.function().ready()))
                .flatMap(d -> d.resource().stream())
                .collect(Collectors.groupingBy(r -> r, Collectors.counting()));
        Map<String, List<Guest>> holders = new TreeMap<>();
        there.forEach(g -> g.devices().stream()
                .filter(functions::containsKey)
                .forEach(r -> holders.computeIfAbsent(r, key -> new java.util.ArrayList<>())
                        .add(g)));
        return new Holdings(holders, functions);
    }

    /** The one VM that must have this drive; empty where that cannot be told. */
    Optional<Guest> holder(Drive drive) {
        return drive.resource()
                .filter(r -> Boolean.TRUE.equals(drive.function().ready()))
                .flatMap(r -> {
                    List<Guest> all = holders.getOrDefault(r, List.of());
                    boolean alone = all.stream().map(Guest::number).distinct().count() == 1;
                    return alone && all.size() == functions.get(r) ? Optional.of(all.getFirst()) : Optional.empty();
                });
    }
}
