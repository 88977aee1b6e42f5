package dev.shortpath.probe;

import dev.shortpath.api.Iommu;
import dev.shortpath.api.IommuKind;
import dev.shortpath.api.IommuMode;
import dev.shortpath.facts.Excerpt;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The node's IOMMU. The kernel's command line is never asked: it proves nothing either way (Debian turns VT-d on without a word of it, and
 * `intel_iommu=on` on a machine without hardware gives no groups).
 */
final class IommuUnits {
    private static final String UNITS = "sys/class/iommu";
    private static final Set<String> TRANSLATED = Set.of("DMA", "DMA-FQ");
    private static final String IDENTITY = "identity";
    /** Types of a group that has a default domain, but not one that the host's DMA goes through. */
    private static final Set<String> INACTIVE = Set.of("unknown", "blocked");

    private static final int MOST_UNITS = 256;

    private final Values values;
    private final Groups groups;

    IommuUnits(Values values, Groups groups) {
        this.values = values;
        this.groups = groups;
    }

    /** Whether a group of this type is under an IOMMU's translation: `unknown` and `blocked` are not; of others nothing is known. */
    static Optional<Boolean> active(Seen<String> type) {
        return type.value().flatMap(t -> {
            boolean active = t.equals(IDENTITY) || TRANSLATED.contains(t);
            return active || INACTIVE.contains(t) ? Optional.of(active) : Optional.empty();
        });
    }

    Iommu iommu() {
        Seen<List<String>> units =
                values.tree().list(UNITS).then(l -> l.complete() ? Seen.there(l.names()) : Seen.unreadable());
        Seen<List<Integer>> numbers = groups.numbers();
        List<Seen<String>> types =
                numbers.value().orElse(List.of()).stream().map(groups::type).toList();
        if (units.isMissing() && !types.isEmpty()) {
            values.tree().problem(UNITS, "is not there, though there are IOMMU groups");
            units = Seen.unreadable();
        }
        Optional<Boolean> remapping = new Interrupts(values).remapped();
        return new Iommu(
                enabled(units, numbers, types).orElse(null),
                kind(units).orElse(null),
                mode(numbers, types).orElse(null),
                remapping.orElse(null),
                named(units));
    }

    /** Units, and a group that is active. A kernel built without any IOMMU has neither directory. */
    private Optional<Boolean> enabled(Seen<List<String>> units, Seen<List<Integer>> numbers, List<Seen<String>> types) {
        boolean none = units.isMissing() || units.value().filter(List::isEmpty).isPresent();
        if (none || !numbers.isUnreadable() && types.isEmpty()) {
            if (!none && numbers.isMissing()) {
                values.tree().problem(Groups.GROUPS, "is not there, though there are IOMMU units");
                return Optional.empty();
            }
            return units.isUnreadable() ? Optional.empty() : Optional.of(false);
        }
        if (units.isUnreadable() || numbers.isUnreadable()) {
            return Optional.empty();
        }
        List<Optional<Boolean>> active = types.stream().map(IommuUnits::active).toList();
        if (active.contains(Optional.of(true))) {
            return Optional.of(true);
        }
        return active.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(false);
    }

    /** From the units' names; a virtio unit has the name of its PCI function, and its place tells. */
    private Optional<IommuKind> kind(Seen<List<String>> units) {
        if (units.isMissing()) {
            return Optional.of(IommuKind.NONE);
        }
        Set<IommuKind> kinds = EnumSet.noneOf(IommuKind.class);
        for (String unit : units.value().orElse(List.of())) {
            Optional<IommuKind> kind = kind(unit);
            if (kind.isEmpty()) {
                values.tree().problem(UNITS + "/" + unit, "not the name of a known kind of IOMMU");
                return Optional.empty();
            }
            kinds.add(kind.get());
        }
        if (kinds.size() > 1) {
            values.tree().problem(UNITS, "has units of several kinds");
        }
        if (kinds.isEmpty()) {
            return units.value().map(none -> IommuKind.NONE);
        }
        return kinds.size() == 1 ? kinds.stream().findFirst() : Optional.empty();
    }

    private Optional<IommuKind> kind(String unit) {
        if (unit.matches("dmar[0-9]+")) {
            return Optional.of(IommuKind.INTEL);
        }
        if (unit.matches("ivhd[0-9]+")) {
            return Optional.of(IommuKind.AMD);
        }
        if (unit.matches("smmu(3|)\\..*")) {
            return Optional.of(IommuKind.SMMU);
        }
        boolean virtio = unit.startsWith("virtio")
                || values.tree()
                        .link(UNITS + "/" + unit)
                        .value()
                        .filter(l -> l.matches(".*/virtio[0-9]+/iommu/[^/]+"))
                        .isPresent();
        return virtio ? Optional.of(IommuKind.VIRTIO) : Optional.empty();
    }

    /**
     * From the groups' types, `identity` being passthrough, `DMA` and `DMA-FQ` translated. Groups of type `unknown` and `blocked` do not count:
     * no DMA of the host goes through them. A type that could not be read might have made it mixed, so that then only mixed is sure.
     */
    private static Optional<IommuMode> mode(Seen<List<Integer>> numbers, List<Seen<String>> types) {
        boolean identity = false;
        boolean translated = false;
        boolean doubt = numbers.isUnreadable();
        for (Seen<String> type : types) {
            identity |= type.value().filter(IDENTITY::equals).isPresent();
            translated |= type.value().filter(TRANSLATED::contains).isPresent();
            doubt |= active(type).isEmpty();
        }
        if (identity && translated) {
            return Optional.of(IommuMode.MIXED);
        }
        if (doubt) {
            return Optional.empty();
        }
        if (identity) {
            return Optional.of(IommuMode.PASSTHROUGH);
        }
        return Optional.of(translated ? IommuMode.TRANSLATED : IommuMode.NONE);
    }

    private List<String> named(Seen<List<String>> units) {
        List<String> names = new ArrayList<>();
        for (String unit : units.value().orElse(List.of())) {
            if (names.size() == MOST_UNITS) {
                values.tree().problem(UNITS, "has more than " + MOST_UNITS + " units; the rest is left out");
                break;
            }
            // What is not named like a unit is among the problems already.
            if (kind(unit).isPresent()) {
                names.add(Excerpt.of(Problems.printable(unit), 64));
            }
        }
        return names;
    }
}
