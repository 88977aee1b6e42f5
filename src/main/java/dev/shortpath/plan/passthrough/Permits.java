package dev.shortpath.plan.passthrough;

import dev.shortpath.api.Function;
import dev.shortpath.facts.Node;
import dev.shortpath.plan.passthrough.PermitDemand.Wish;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What becomes of the KubeVirt CR's permittedHostDevices.pciHostDevices where the operator may write it. Only what an
 * administrator has bound to vfio-pci is permitted, only where it is clear what is meant, and only what we added goes.
 *
 * @param add at the end of the list
 * @param remove entries that are ours, unchanged, and that nobody asks for or uses
 * @param remembered what is ours afterwards
 * @param waiting by resource why it is not added, or not removed, yet: half a sentence for a person
 */
public record Permits(List<Permit> add, List<Permit> remove, List<Permit> remembered, Map<String, String> waiting) {
    private static final String LIST = "spec.configuration.permittedHostDevices.pciHostDevices of the KubeVirt CR";

    public Permits {
        add = List.copyOf(add);
        remove = List.copyOf(remove);
        remembered = List.copyOf(remembered);
        waiting = Collections.unmodifiableMap(new TreeMap<>(waiting));
    }

    /** Whether the CR has to be written. */
    public boolean differs(PermitList list) {
        return !remembered.equals(list.ours());
    }

    public static Permits decide(PermitDemand demand, List<Node> nodes, PermitList list) {
        Map<String, String> waiting = new TreeMap<>();
        List<Permit> mine =
                list.ours().stream().filter(list.entries()::contains).toList();
        List<Permit> free = mine.stream()
                .filter(p -> !demand.kept().contains(p.resource()))
                .filter(p -> unused(p, demand, waiting))
                .toList();
        List<Permit> add = new Choice(demand, nodes, list, free).made(waiting);
        if (list.owner().isPresent()) {
            add.forEach(p -> waiting.put(p.resource(), owned(p, list)));
            return new Permits(List.of(), List.of(), list.ours(), waiting);
        }
        Optional<String> stranded = stranded(add, demand, list);
        if (stranded.isPresent()) {
            add.forEach(p -> waiting.put(p.resource(), stranded.get()));
            add = List.of();
        }
        List<Permit> remembered = new ArrayList<>(mine);
        remembered.removeAll(free);
        remembered.addAll(add);
        return new Permits(add, free, remembered, waiting);
    }

    private static boolean unused(Permit permit, PermitDemand demand, Map<String, String> waiting) {
        String user = demand.used().get(permit.resource());
        if (user != null) {
            waiting.put(
                    permit.resource(),
                    "no profile asks for it any more, and it stays permitted because " + user
                            + " would not start without it");
        }
        return user == null;
    }

    /** A write that somebody reverts again and again is no help. */
    private static String owned(Permit permit, PermitList list) {
        return "the KubeVirt CR is written by " + list.owner().orElseThrow().what() + " ("
                + list.owner().orElseThrow().evidence() + "), which would take it out again: add it there, "
                + permit.yaml();
    }

    /** Without any permittedHostDevices KubeVirt checks nothing; the first entry makes it check every VM. */
    private static Optional<String> stranded(List<Permit> add, PermitDemand demand, PermitList list) {
        if (list.pci().isPresent() || add.isEmpty()) {
            return Optional.empty();
        }
        Set<String> permitted = Stream.concat(add.stream().map(Permit::resource), list.others().stream())
                .collect(Collectors.toSet());
        return demand.used().entrySet().stream()
                .filter(u -> !permitted.contains(u.getKey()))
                .findFirst()
                .map(u ->
                        "the KubeVirt CR has no permittedHostDevices, so that KubeVirt checks nothing, and a first entry"
                                + " would keep " + u.getValue() + " from starting, which has " + u.getKey()
                                + ": permit that in the KubeVirt CR first (externalResourceProvider: true where another plugin"
                                + " gives it)");
    }

    /** Which vendor and device a resource is to stand for. */
    private record Choice(PermitDemand demand, List<Node> nodes, PermitList list, List<Permit> leaving) {
        List<Permit> made(Map<String, String> waiting) {
            List<Permit> standing = new ArrayList<>(list.entries());
            standing.removeAll(leaving);
            List<Permit> chosen = new ArrayList<>();
            demand.wanted().keySet().stream()
                    .filter(r -> standing.stream().noneMatch(p -> p.resource().equals(r)))
                    .forEach(r -> choose(r, standing, waiting).ifPresent(chosen::add));
            return chosen.stream().filter(p -> alone(p, chosen, waiting)).toList();
        }

        private Optional<Permit> choose(String resource, List<Permit> standing, Map<String, String> waiting) {
            Set<Function> functions =
                    demand.wanted().get(resource).stream().map(Wish::function).collect(Collectors.toSet());
            if (functions.size() > 1) {
                return wait(
                        waiting,
                        resource,
                        "its profiles (" + demand.profiles(resource)
                                + ") do not agree whether it holds physical or virtual functions");
            }
            if (list.others().contains(resource)) {
                return wait(
                        waiting,
                        resource,
                        "the KubeVirt CR permits that name already, for mediatedDevices or usb:"
                                + " give the drives another one in the profile");
            }
            Function function = functions.iterator().next();
            String kind = function.word().toLowerCase(Locale.ROOT);
            Set<String> bound = bound(function);
            if (bound.isEmpty()) {
                return wait(
                        waiting,
                        resource,
                        "no node has a " + kind + " function that is bound to vfio-pci and ready:"
                                + " bind the drives that VMs may have; shortpath explain node/NAME says how");
            }
            Map<String, String> taken = standing.stream()
                    .collect(Collectors.toMap(Permit::vendorDevice, Permit::resource, (a, b) -> b, TreeMap::new));
            List<String> left =
                    bound.stream().filter(b -> !taken.containsKey(b)).toList();
            if (left.isEmpty()) {
                String one = bound.iterator().next();
                return wait(
                        waiting,
                        resource,
                        one + " is permitted as " + taken.get(one)
                                + " already, and KubeVirt has one resource for a vendor and device: write that into the profile");
            }
            if (left.size() > 1) {
                return wait(
                        waiting,
                        resource,
                        "ready " + kind + " functions are of several kinds, "
                                + String.join(", ", left) + ", and which is meant is not known: add the one to " + LIST
                                + ", such as "
                                + Permit.of(left.getFirst(), resource).yaml());
            }
            return Optional.of(Permit.of(left.getFirst(), resource));
        }

        /** Vendor and device of what an administrator has given away already. */
        private Set<String> bound(Function function) {
            return nodes.stream()
                    .flatMap(n -> n.hardware().stream())
                    .flatMap(h -> h.nvme().stream())
                    .filter(Pool::isReady)
                    // Whether it is a virtual one must be known: what is permitted is given away.
                    .filter(f -> f.sriov() != null && f.sriov().function() != null && Pool.kind(f) == function)
                    .map(Pool::selector)
                    .flatMap(Optional::stream)
                    .filter(s -> s.matches("[0-9a-f]{4}:[0-9a-f]{4}"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private static Optional<Permit> wait(Map<String, String> waiting, String resource, String why) {
            waiting.put(resource, why);
            return Optional.empty();
        }

        private static boolean alone(Permit permit, List<Permit> chosen, Map<String, String> waiting) {
            List<String> rivals = chosen.stream()
                    .filter(p -> p.selector().equals(permit.selector()))
                    .map(Permit::resource)
                    .toList();
            if (rivals.size() > 1) {
                waiting.put(
                        permit.resource(),
                        "only " + permit.selector() + " is bound, and profiles want it as "
                                + String.join(" and as ", rivals)
                                + ": KubeVirt has one resource for a vendor and device");
            }
            return rivals.size() == 1;
        }
    }
}
