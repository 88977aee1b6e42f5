package dev.shortpath.probe;

import dev.shortpath.api.Sriov;
import dev.shortpath.facts.Excerpt;
import dev.shortpath.probe.Groups.Group;
import dev.shortpath.probe.Groups.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Whether a function can be given to a guest, and what stands in the way. Pure: everything was read before. */
final class Fitness {
    private static final String VFIO = "vfio-pci";
    /** Drivers that leave a function's DMA to whoever owns the group (driver_managed_dma; before 5.19 a list within vfio). */
    private static final Set<String> LEAVE_ALONE = Set.of(VFIO, "pci-stub");

    private static final int LONGEST = 1024;

    private Fitness() {}

    /** Something that must hold, and what to say when it does not or when nobody knows. */
    private record Need(Optional<Boolean> met, String otherwise, String unknown) {}

    /** What came of it: `ready` is empty when it cannot be told; `why` is empty when ready. */
    record Verdict(
            Optional<Boolean> isolated, Optional<Boolean> viable, Optional<Boolean> ready, Optional<String> why) {}

    /** What is asked of the node and not of the function. */
    record Host(Optional<Boolean> interrupts) {}

    static Verdict of(PciFunctions.Found function, Optional<Group> group, List<String> uses, Host host) {
        Optional<List<Member>> others = group.flatMap(g -> others(function.address(), g));
        Optional<Boolean> isolated = others.map(List::isEmpty);
        if (isolated.isEmpty()) {
            isolated = group.flatMap(g -> crowded(function.address(), g));
        }
        Optional<Boolean> viable = group.flatMap(Fitness::viable);
        List<Need> needs = new ArrayList<>();
        needs.add(grouped(function, group));
        needs.add(new Need(
                isolated, shares(group, function.address()), "the members of its IOMMU group could not be read"));
        needs.add(new Need(
                group.flatMap(Group::direct).map(direct -> !direct),
                "its IOMMU group has a reserved region that the firmware wants mapped (direct), with which the kernel gives it to nobody",
                "the reserved regions of its IOMMU group could not be read"));
        needs.add(withoutChildren(function.sriov()));
        needs.add(bound(function, uses));
        needs.add(new Need(viable, inTheWay(group), "a driver within its IOMMU group could not be read"));
        needs.add(new Need(
                host.interrupts(),
                "the node does not remap interrupts, and vfio_iommu_type1 is not told to allow unsafe ones",
                "whether the node remaps interrupts could not be read"));
        return verdict(isolated, viable, needs);
    }

    private static Verdict verdict(Optional<Boolean> isolated, Optional<Boolean> viable, List<Need> needs) {
        Optional<Need> broken =
                needs.stream().filter(n -> n.met().equals(Optional.of(false))).findFirst();
        if (broken.isPresent()) {
            return new Verdict(
                    isolated, viable, Optional.of(false), why(broken.get().otherwise()));
        }
        Optional<Need> doubt = needs.stream().filter(n -> n.met().isEmpty()).findFirst();
        return doubt.isPresent()
                ? new Verdict(
                        isolated, viable, Optional.empty(), why(doubt.get().unknown()))
                : new Verdict(isolated, viable, Optional.of(true), Optional.empty());
    }

    private static Optional<String> why(String sentence) {
        return Optional.of(Excerpt.of(sentence, LONGEST));
    }

    private static Need grouped(PciFunctions.Found function, Optional<Group> group) {
        String unknown = "its IOMMU group could not be read";
        if (group.isEmpty()) {
            return new Need(
                    function.group().isMissing() ? Optional.of(false) : Optional.empty(),
                    "it has no IOMMU group: the node's IOMMU is off, or there is none",
                    unknown);
        }
        return new Need(
                IommuUnits.active(group.get().type()),
                "no IOMMU translates for its group: the group's type is "
                        + group.get().type().value().orElse("unknown"),
                unknown);
    }

    private static Need withoutChildren(Optional<Sriov> sriov) {
        Optional<Boolean> free = sriov.flatMap(s -> switch (s.function()) {
            case NONE, VIRTUAL -> Optional.of(true);
            case PHYSICAL -> Optional.ofNullable(s.numVFs()).map(n -> n == 0);
        });
        return new Need(
                free,
                "it has virtual functions (" + sriov.map(Sriov::numVFs).orElse(0)
                        + "), which would go with it: it can be given once it has none",
                "its virtual functions could not be counted");
    }

    private static Need bound(PciFunctions.Found function, List<String> uses) {
        String driver = function.driver().value().map(d -> "bound to " + d).orElse("bound to no driver");
        return new Need(
                function.driver().isUnreadable()
                        ? Optional.empty()
                        : Optional.of(
                                function.driver().value().filter(VFIO::equals).isPresent()),
                driver + ", not to " + VFIO + (uses.isEmpty() ? "" : "; in use on the host: " + some(uses)),
                "its driver could not be read");
    }

    private static String some(List<String> uses) {
        String first = uses.stream().limit(3).collect(Collectors.joining(", "));
        return uses.size() > 3 ? first + " and more" : first;
    }

    /** The members of a group beside this function and the bridges; empty when not every member is known. */
    private static Optional<List<Member>> others(String address, Group group) {
        Optional<List<Member>> members = group.members().value();
        boolean known = members.isPresent()
                && members.get().stream()
                        .allMatch(m -> m.address().equals(address) || m.bridge().isPresent());
        return known ? Optional.of(beside(address, group)) : Optional.empty();
    }

    private static List<Member> beside(String address, Group group) {
        return group.members().value().orElse(List.of()).stream()
                .filter(m -> !m.address().equals(address))
                .filter(m -> m.bridge().equals(Optional.of(false)))
                .toList();
    }

    /** One other function is enough to know that it is not isolated, whatever else could not be read. */
    private static Optional<Boolean> crowded(String address, Group group) {
        return beside(address, group).isEmpty() ? Optional.empty() : Optional.of(false);
    }

    private static Optional<Boolean> viable(Group group) {
        Optional<List<Member>> members = group.members().value();
        if (members.isEmpty()) {
            return Optional.empty();
        }
        Optional<Boolean> viable = Optional.of(true);
        for (Member member : members.get()) {
            viable = Truth.and(viable, Truth.or(member.bridge(), leftAlone(member)));
        }
        return viable;
    }

    private static Optional<Boolean> leftAlone(Member member) {
        return member.driver().isMissing()
                ? Optional.of(true)
                : member.driver().value().map(LEAVE_ALONE::contains);
    }

    private static String shares(Optional<Group> group, String address) {
        List<Member> others = group.map(g -> beside(address, g)).orElse(List.of());
        return "it shares IOMMU group " + group.map(Group::number).orElse(-1) + " with " + addresses(others, m -> true);
    }

    private static String inTheWay(Optional<Group> group) {
        List<Member> members = group.flatMap(g -> g.members().value()).orElse(List.of());
        return "its IOMMU group is not free: a driver of the host has "
                + addresses(
                        members,
                        m -> m.bridge().equals(Optional.of(false))
                                && leftAlone(m).equals(Optional.of(false)));
    }

    private static String addresses(List<Member> members, Predicate<Member> which) {
        List<String> names = members.stream().filter(which).map(Member::address).toList();
        String first = names.stream().limit(3).collect(Collectors.joining(", "));
        return names.size() > 3 ? first + " and " + (names.size() - 3) + " more" : first;
    }
}
