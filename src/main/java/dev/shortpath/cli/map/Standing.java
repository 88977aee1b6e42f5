package dev.shortpath.cli.map;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.PathReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** VMs that stand alike to one profile for the same reason: a problem, where it is one. A thousand are a handful of these. */
record Standing(List<Guest> guests) {
    Standing {
        guests = List.copyOf(guests);
    }

    private record Likeness(Optional<String> profile, Compliance compliance, PathReason reason, String message) {}

    /** What concerns the most VMs first; among what is well the longest path first. */
    static List<Standing> of(List<Guest> guests) {
        Map<Likeness, List<Guest>> groups = new LinkedHashMap<>();
        guests.forEach(g ->
                groups.computeIfAbsent(likeness(g), key -> new ArrayList<>()).add(g));
        return groups.values().stream()
                .map(Standing::new)
                .sorted(Comparator.comparing((Standing s) -> s.first().compliance())
                        .thenComparing(s -> s.first().compliance() == Compliance.COMPLIANT ? -s.hops() : 0)
                        .thenComparing(s -> -s.guests().size())
                        .thenComparing(s -> s.first().title()))
                .toList();
    }

    private static Likeness likeness(Guest guest) {
        return new Likeness(
                guest.plan().profile(),
                guest.compliance(),
                guest.outcome().reason(),
                Nameless.of(guest).text(guest.outcome().message()));
    }

    /** Stands for all of them. */
    Guest first() {
        return guests.getFirst();
    }

    boolean several() {
        return guests.size() > 1;
    }

    int hops() {
        return guests.stream().mapToInt(Guest::hops).max().orElse(0);
    }

    /** Whether the sentence about the first names it or its volumes, and so is not the others' to the letter. */
    boolean named() {
        return several() && Nameless.of(first()).names(first().outcome().message());
    }
}
