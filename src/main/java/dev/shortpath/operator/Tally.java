package dev.shortpath.operator;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.ProfileReason;
import dev.shortpath.api.VmCounts;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Indexes;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.Watched;
import dev.shortpath.facts.Profile;
import dev.shortpath.operator.Standings.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the StoragePaths of one profile's VMs say, added up.
 *
 * @param undecided VMs that were not visited since the profile changed
 * @param awaited those of them that the profile binds, as far as it is known
 * @param conflicted VMs that the profile selects and another one got
 * @param hindrances why VMs do not carry the plan, the first VM for each reason and how many there are
 * @param decided the VMs that the profile binds, the worst first
 */
record Tally(
        int undecided, int awaited, List<Key> conflicted, Map<String, List<Key>> hindrances, List<Standing> decided) {
    static final Tally NONE = new Tally(0, 0, List.of(), Map.of(), List.of());

    private static final int EXAMPLES = 10;

    static Tally of(Profile profile, Caches caches, Standings standings, Visits visits) {
        int undecided = 0;
        int awaited = 0;
        List<Key> conflicted = new ArrayList<>();
        Map<String, List<Key>> hindrances = new TreeMap<>();
        List<Standing> decided = new ArrayList<>();
        for (Key vm : candidates(profile, caches)) {
            // In a namespace on its way out nothing is decided any more, however long that takes.
            if (caches.terminating(vm.namespace())) {
                continue;
            }
            Optional<Visits.Visit> visit = visits.since(profile.name(), vm);
            if (visit.isEmpty()) {
                undecided++;
                awaited += reportedUnder(profile, standings.of(vm)) ? 1 : 0;
                continue;
            }
            if (visit.get().failure().isPresent()) {
                hindrances
                        .computeIfAbsent(ProfileReason.RECONCILE_ERROR.word(), r -> new ArrayList<>())
                        .add(vm);
                continue;
            }
            if (visit.get().losers().contains(profile.name())) {
                conflicted.add(vm);
            }
            if (visit.get().profile().equals(Optional.of(profile.name()))) {
                Optional<Standing> standing = standings.of(vm);
                if (visit.get().generation() != profile.generation() || standing.isEmpty()) {
                    undecided++;
                    awaited++;
                    continue;
                }
                decided.add(standing.get());
                standing.get()
                        .hindrance()
                        .ifPresent(r -> hindrances
                                .computeIfAbsent(r, x -> new ArrayList<>())
                                .add(vm));
            }
        }
        decided.sort(Comparator.comparing(Standing::compliance).thenComparing(Standing::vm));
        return new Tally(undecided, awaited, conflicted, hindrances, decided);
    }

    private static boolean reportedUnder(Profile profile, Optional<Standing> standing) {
        return standing.map(Standing::profile).filter(profile.name()::equals).isPresent();
    }

    private static Collection<Key> candidates(Profile profile, Caches caches) {
        if (profile.spec().selector() != null) {
            return caches.vms().keys();
        }
        Set<Key> named = new TreeSet<>(caches.vms().under(Indexes.BY_PROFILE, profile.name()));
        caches.shelf(Watched.PATH).under(Indexes.BY_PROFILE, profile.name()).stream()
                .filter(caches.vms()::has)
                .forEach(named::add);
        return named;
    }

    VmCounts counts() {
        Map<Compliance, Integer> by = new EnumMap<>(Compliance.class);
        decided.forEach(s -> by.merge(s.compliance(), 1, Integer::sum));
        return new VmCounts(
                decided.size() + awaited,
                by.getOrDefault(Compliance.COMPLIANT, 0),
                by.getOrDefault(Compliance.OUT_OF_DATE, 0),
                by.getOrDefault(Compliance.NON_COMPLIANT, 0),
                by.getOrDefault(Compliance.NOT_APPLICABLE, 0),
                by.getOrDefault(Compliance.UNKNOWN, 0) + awaited);
    }

    /** The VMs that the profile binds, as far as they are decided or failed to be. */
    Set<Key> bound() {
        Set<Key> bound = new TreeSet<>(hindrances.getOrDefault(ProfileReason.RECONCILE_ERROR.word(), List.of()));
        decided.forEach(s -> bound.add(s.vm()));
        return bound;
    }

    List<String> examples() {
        return decided.stream()
                .filter(Standing::fails)
                .limit(EXAMPLES)
                .map(s -> s.vm() + ": " + s.reason())
                .toList();
    }

    /** The VM that stands worst, if any of them fails to comply. */
    Optional<Standing> worst() {
        return decided.stream().filter(Standing::fails).findFirst();
    }
}
