package dev.shortpath.cli.map;

import dev.shortpath.api.Delivery;
import dev.shortpath.plan.DiskPath;
import dev.shortpath.plan.NodeCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** VMs with the same paths and decisions, but for names: drawn once. */
record Alike(List<Guest> guests) {
    Alike {
        guests = List.copyOf(guests);
    }

    private record Likeness(
            Optional<Delivery> delivery,
            List<String> paths,
            List<List<String>> decisions,
            NodeCount nodes,
            Optional<Boolean> migratable,
            String inGit) {}

    /** The longer path first, then the larger group, then the first by name. */
    static List<Alike> of(List<Guest> guests) {
        Map<Likeness, List<Guest>> groups = new LinkedHashMap<>();
        guests.forEach(g ->
                groups.computeIfAbsent(likeness(g), key -> new ArrayList<>()).add(g));
        return groups.values().stream()
                .map(Alike::new)
                .sorted(Comparator.comparing((Alike a) -> -a.first().hops())
                        .thenComparing(a -> -a.guests().size())
                        .thenComparing(a -> a.first().title()))
                .toList();
    }

    /** Stands for all of them. */
    Guest first() {
        return guests.getFirst();
    }

    boolean several() {
        return guests.size() > 1;
    }

    private static Likeness likeness(Guest guest) {
        Nameless nameless = Nameless.of(guest);
        return new Likeness(
                guest.plan().delivery(),
                guest.plan().disks().stream()
                        .map(DiskPath::path)
                        .map(nameless::text)
                        .toList(),
                guest.decisions().stream().map(t -> decision(t, nameless)).toList(),
                guest.plan().nodes(),
                guest.plan().liveMigratable(),
                nameless.text(guest.inGit()));
    }

    private static List<String> decision(Told told, Nameless nameless) {
        return Stream.of(
                        told.decision().field().path(),
                        told.decision().verdict().word(),
                        told.decision().reason().word(),
                        told.decision().value().orElse(""),
                        told.decision().wanted().orElse(""),
                        told.decision().message(),
                        String.join(" ", told.disks()))
                .map(nameless::text)
                .toList();
    }
}
