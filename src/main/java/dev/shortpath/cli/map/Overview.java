package dev.shortpath.cli.map;

import dev.shortpath.api.Compliance;
import dev.shortpath.plan.passthrough.Giving;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fleet at a glance: how it stands in one sentence, then in counts. */
final class Overview {
    private final Html html;
    private final Fleet fleet;

    private Overview(Html html, Fleet fleet) {
        this.html = html;
        this.fleet = fleet;
    }

    static void write(Html html, Fleet fleet) {
        Overview overview = new Overview(html, fleet);
        html.leaf("p", overview.sentence(), "class", "lede");
        html.open("div", "class", "tiles");
        overview.tile("virtual machines", fleet.guests().size(), compliance(fleet.guests()));
        overview.tile("nodes", fleet.hosts().size(), overview.readiness());
        overview.tile("NVMe functions", overview.drives().total(), overview.drives());
        int longest = fleet.guests().stream().mapToInt(Guest::hops).max().orElse(0);
        overview.tile("hops on the longest path", longest, overview.hops());
        html.close();
    }

    static Bar compliance(List<Guest> guests) {
        Map<Compliance, Long> counts =
                guests.stream().collect(Collectors.groupingBy(Guest::compliance, Collectors.counting()));
        return new Bar(Arrays.stream(Compliance.values())
                .map(c -> new Bar.Part(c.word(), "", counts.getOrDefault(c, 0L), Tone.of(c)))
                .toList());
    }

    private String sentence() {
        if (fleet.guests().isEmpty()) {
            return "There are no virtual machines in what was read.";
        }
        long bad = fleet.count(Compliance.NON_COMPLIANT);
        long unknown = fleet.count(Compliance.UNKNOWN);
        long late = fleet.count(Compliance.OUT_OF_DATE);
        long bound = fleet.guests().size() - fleet.count(Compliance.NOT_APPLICABLE);
        String head = bound == 0
                ? "No VM has a disk that a profile takes."
                : bad + unknown + late == 0
                        ? "Every VM with a profile has the path that it should."
                        : Stream.of(
                                        part(
                                                bad,
                                                "does not have the path that it should",
                                                "do not have the path that they should"),
                                        part(unknown, "cannot be told", "cannot be told"),
                                        part(late, "is yet to get its path", "are yet to get theirs"))
                                .filter(s -> !s.isEmpty())
                                .collect(Collectors.joining("; "));
        return bad + unknown + late == 0
                ? head
                : "Of " + bound + (bound == 1 ? " VM" : " VMs") + " with a profile, " + head + ".";
    }

    private static String part(long count, String one, String many) {
        return count == 0 ? "" : count + " " + (count == 1 ? one : many);
    }

    private void tile(String title, long total, Bar bar) {
        html.open("section", "class", "tile");
        html.open("h2")
                .leaf("span", String.valueOf(total), "class", "total")
                .text(" " + title)
                .close();
        bar.draw(html);
        bar.legend(html);
        html.close();
    }

    private Bar readiness() {
        Map<Readiness, Long> counts =
                fleet.hosts().stream().collect(Collectors.groupingBy(Host::readiness, Collectors.counting()));
        return new Bar(Arrays.stream(Readiness.values())
                .map(r -> new Bar.Part(r.word(), r.meaning(), counts.getOrDefault(r, 0L), r.tone()))
                .toList());
    }

    private Bar drives() {
        Map<Giving, Long> counts = fleet.hosts().stream()
                .flatMap(h -> h.drives().all().stream())
                .collect(Collectors.groupingBy(d -> d.giving(), Collectors.counting()));
        return new Bar(Arrays.stream(Giving.values())
                .map(g -> new Bar.Part(DriveBox.said(g), "", counts.getOrDefault(g, 0L), Tone.of(g)))
                .toList());
    }

    /** How long the fleet's paths are: of each VM the longest. */
    private Bar hops() {
        Map<Integer, Long> counts = fleet.guests().stream()
                .filter(g -> g.hops() > 0)
                .collect(Collectors.groupingBy(Guest::hops, TreeMap::new, Collectors.counting()));
        return new Bar(counts.entrySet().stream()
                .map(e -> new Bar.Part(
                        (e.getValue() == 1 ? "VM with " : "VMs with ")
                                + e.getKey()
                                + (e.getKey() == 1 ? " hop" : " hops"),
                        "",
                        e.getValue(),
                        length(e.getKey())))
                .toList());
    }

    /** Four is the way by QEMU to a raw block volume; below it is passthrough, above it what a shorter path does without. */
    private static Tone length(int hops) {
        return hops <= 4 ? Tone.GOOD : hops == 5 ? Tone.PLAIN : Tone.LATE;
    }

    /** By profile or namespace: how many VMs, and how they stand. */
    static <K extends Comparable<K>> Map<K, List<Guest>> by(List<Guest> guests, Function<Guest, K> key) {
        return guests.stream()
                .sorted(Comparator.comparing(Guest::compliance).thenComparing(Guest::title))
                .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
    }
}
