package dev.shortpath.plan.passthrough;

import dev.shortpath.api.Function;
import dev.shortpath.api.Mode;
import dev.shortpath.api.Passthrough;
import dev.shortpath.facts.Profile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked of the KubeVirt CR.
 *
 * @param wanted by resource the entries that ask for it to be permitted
 * @param kept resources that are not taken back: some profile in mode Apply asks for them, be it paused
 * @param used resources of VMs, VMIs and instancetypes, with one that has it: without the permission it would not start
 */
public record PermitDemand(Map<String, List<Wish>> wanted, Set<String> kept, Map<String, String> used) {
    public PermitDemand {
        wanted = new TreeMap<>(wanted);
        kept = Set.copyOf(kept);
        used = new TreeMap<>(used);
    }

    /** One profile's claim about a resource. */
    public record Wish(String profile, Function function) {}

    /** @param profiles that can be read and are not invalid; which are served here is not asked */
    public static PermitDemand of(List<Profile> profiles, Map<String, String> used) {
        Map<String, List<Wish>> wanted = new TreeMap<>();
        Set<String> kept = new TreeSet<>();
        profiles.stream().filter(p -> p.spec().mode() == Mode.APPLY).forEach(p -> {
            for (Passthrough entry : p.spec().passthrough()) {
                kept.add(entry.resourceName());
                if (!p.paused()) {
                    wanted.merge(
                            entry.resourceName(), List.of(new Wish(p.name(), entry.function())), PermitDemand::both);
                }
            }
        });
        return new PermitDemand(wanted, kept, used);
    }

    private static List<Wish> both(List<Wish> a, List<Wish> b) {
        return Stream.concat(a.stream(), b.stream()).distinct().toList();
    }

    /** Profiles that want a resource, for a person. */
    String profiles(String resource) {
        return wanted.getOrDefault(resource, List.of()).stream()
                .map(Wish::profile)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
