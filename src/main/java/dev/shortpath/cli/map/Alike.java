package dev.shortpath.cli.map;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.Delivery;
import dev.shortpath.api.PathReason;
import dev.shortpath.plan.DiskPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** VMs of which the same is to be said, but for their own names and their volumes'; a thousand are a handful of such groups. */
record Alike(List<Guest> guests) {
    Alike {
        guests = List.copyOf(guests);
    }

    private record Likeness(
            Compliance compliance,
            PathReason reason,
            Optional<String> profile,
            Optional<Delivery> delivery,
            String message,
            List<String> paths,
            List<List<String>> decisions,
            String inGit) {}

    /** The worst first; of equals the longer path, then the larger group, then the first by name. */
    static List<Alike> of(List<Guest> guests) {
        Map<Likeness, List<Guest>> groups = new LinkedHashMap<>();
        guests.forEach(g ->
                groups.computeIfAbsent(likeness(g), key -> new ArrayList<>()).add(g));
        return groups.values().stream()
                .map(Alike::new)
                .sorted(Comparator.comparing((Alike a) -> a.first().compliance())
                        .thenComparing(a -> -a.first().hops())
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
        Pattern names = names(guest);
        return new Likeness(
                guest.compliance(),
                guest.outcome().reason(),
                guest.plan().profile(),
                guest.plan().delivery(),
                nameless(guest.outcome().message(), names),
                guest.plan().disks().stream()
                        .map(DiskPath::path)
                        .map(p -> nameless(p, names))
                        .toList(),
                guest.decisions().stream().map(t -> decision(t, names)).toList(),
                nameless(guest.inGit(), names));
    }

    private static List<String> decision(Told told, Pattern names) {
        return Stream.of(
                        told.decision().field().path(),
                        told.decision().verdict().word(),
                        told.decision().reason().word(),
                        told.decision().value().orElse(""),
                        told.decision().wanted().orElse(""),
                        told.decision().message(),
                        String.join(" ", told.disks()))
                .map(t -> nameless(t, names))
                .toList();
    }

    /** Volumes first: their names mostly hold the VM's. */
    private static Pattern names(Guest guest) {
        String any = Stream.concat(guest.claims().stream(), Stream.of(guest.name()))
                .filter(n -> !n.isEmpty())
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?<![A-Za-z0-9])(?:" + any + ")(?![A-Za-z0-9])");
    }

    private static String nameless(String text, Pattern names) {
        return names.matcher(text).replaceAll("\0");
    }
}
