package dev.shortpath.plan.node;

import dev.shortpath.facts.Hardware;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which labels a node gets from us, and which stand that are somebody else's.
 *
 * <p>A label that stands and is not ours is believed and left alone. One of ours goes by a contrary observation, and stays
 * where nothing is known.
 *
 * @param ours all labels that we are to hold, with their values
 * @param changes whether that is another set than we hold now
 * @param others labels that somebody else holds
 */
public record Labelling(SortedMap<String, String> ours, boolean changes, List<Other> others) {
    /**
     * A label that is somebody else's.
     *
     * @param holders field managers; none where nobody says it is his
     * @param seen what the probe would have it say, where that is something else; empty within: no such label
     */
    public record Other(String label, String value, Set<String> holders, Optional<Optional<String>> seen) {
        public boolean agrees() {
            return seen.isEmpty();
        }

        /** The label and its value, whose it is, and what the probe says to that. */
        public String sentence() {
            String whose = holders.isEmpty() ? "nobody's, and not ours" : "set by " + String.join(" and ", holders);
            return label + ": " + value + " is " + whose + " and stands"
                    + seen.map(s -> ", though the node's probe sees " + s.orElse("nothing that such a label could say"))
                            .orElse("");
        }
    }

    /**
     * The labels as they stand on a node.
     *
     * @param labels all of them
     * @param holders of those of group shortpath.dev, by label: the field managers that set it
     * @param us our own field manager
     */
    public record Standing(Map<String, String> labels, Map<String, ? extends Set<String>> holders, String us) {
        private Set<String> holdersOf(String label) {
            Set<String> all = holders.get(label);
            return all == null ? Set.of() : all;
        }

        private boolean isOurs(String label) {
            return holdersOf(label).contains(us);
        }
    }

    /**
     * Decides.
     *
     * @param drivesListed whether the probe could list the NVMe functions
     */
    public static Labelling of(Hardware seen, boolean drivesListed, Standing standing) {
        Map<String, Finding> findings =
                NodeLabels.findings(seen, drivesListed, standing.labels().keySet());
        SortedMap<String, String> held = new TreeMap<>();
        standing.holders().keySet().stream()
                .filter(standing::isOurs)
                .filter(standing.labels()::containsKey)
                .forEach(l -> held.put(l, standing.labels().get(l)));
        SortedMap<String, String> ours = new TreeMap<>();
        List<Other> others = new ArrayList<>();
        Set<String> names = new TreeSet<>(findings.keySet());
        standing.labels().keySet().stream().filter(NodeLabels::isDerived).forEach(names::add);
        for (String label : names) {
            Optional<String> stands = Optional.ofNullable(standing.labels().get(label));
            Optional<String> wanted =
                    findings.containsKey(label) ? findings.get(label).value(stands) : stands;
            if (stands.isPresent() && isAnothers(label, standing, stands.equals(wanted))) {
                others.add(new Other(
                        label,
                        stands.get(),
                        without(standing.us(), standing.holdersOf(label)),
                        stands.equals(wanted) ? Optional.empty() : Optional.of(wanted)));
            } else {
                wanted.ifPresent(value -> ours.put(label, value));
            }
        }
        return new Labelling(ours, !Objects.equals(held, ours), others);
    }

    /** One that is held together is ours too, until we would have it say something else. */
    private static boolean isAnothers(String label, Standing standing, boolean same) {
        return !standing.isOurs(label) || !same && standing.holdersOf(label).size() > 1;
    }

    private static Set<String> without(String us, Set<String> holders) {
        Set<String> rest = new TreeSet<>(holders);
        rest.remove(us);
        return rest;
    }
}
