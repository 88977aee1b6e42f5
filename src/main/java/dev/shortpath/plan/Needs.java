package dev.shortpath.plan;

import dev.shortpath.api.Function;
import dev.shortpath.api.Need;
import dev.shortpath.api.Placement;
import dev.shortpath.api.StorageProfileSpec;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Scheduling;
import dev.shortpath.plan.node.NodeLabels;
import dev.shortpath.plan.passthrough.Wanted;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a path needs of a node: labels, by which the scheduler goes too, and drives, which the planner counts.
 *
 * @param wishes Required or Preferred, by fields of placement
 * @param drives that the VM is given
 */
public record Needs(Map<Field, Wish> wishes, List<Wanted> drives) {
    public Needs {
        drives = List.copyOf(drives);
    }

    public static final Needs NONE = new Needs(Map.of(), List.of());

    /** All that a profile asks for; io_uring is one for a VM by whose plan a disk gets it. */
    public static Needs of(String profile, StorageProfileSpec spec, boolean ioUring) {
        return of(profile, spec, Wanted.of(spec), ioUring);
    }

    /** The same of a profile with other drives than it asks for. */
    public static Needs of(String profile, StorageProfileSpec spec, List<Wanted> drives, boolean ioUring) {
        Placement placement = Optional.ofNullable(spec.placement()).orElse(new Placement(null, null, null, null));
        Map<Field, Wish> wishes = new EnumMap<>(Field.class);
        String named = "profile " + profile;
        Default devices = new Default(!drives.isEmpty(), named + ", for its passthrough");
        Default uring = new Default(ioUring, named + ", for io_uring");
        put(wishes, Field.PLACEMENT_IOMMU, spelled(placement.iommu(), named).or(() -> devices.asks(Need.REQUIRED)));
        put(
                wishes,
                Field.PLACEMENT_IOMMU_MODE,
                spelled(placement.iommuMode(), named).or(() -> devices.asks(Need.PREFERRED)));
        put(
                wishes,
                Field.PLACEMENT_IO_URING,
                spelled(placement.ioUring(), named).or(() -> uring.asks(Need.REQUIRED)));
        put(wishes, Field.PLACEMENT_NUMA, spelled(placement.numa(), named).or(() -> devices.asks(Need.REQUIRED)));
        return new Needs(wishes, drives);
    }

    /** What follows from the rest of the plan where the profile does not say. */
    private record Default(boolean holds, String from) {
        Optional<Wish> asks(Need need) {
            return holds ? Optional.of(new Wish(need.word(), false, from)) : Optional.empty();
        }
    }

    private static Optional<Wish> spelled(Need need, String from) {
        return Optional.ofNullable(need).map(n -> new Wish(n.word(), true, from));
    }

    private static void put(Map<Field, Wish> wishes, Field field, Optional<Wish> wish) {
        wish.filter(w -> !w.is(Need.IGNORE.word())).ifPresent(w -> wishes.put(field, w));
    }

    boolean requires(Field field) {
        return Optional.ofNullable(wishes.get(field))
                .filter(w -> w.is(Need.REQUIRED.word()))
                .isPresent();
    }

    /** The labels that a node must have for some fields. */
    List<Label> labels(Predicate<Field> which) {
        return wishes.keySet().stream()
                .filter(which.and(this::requires))
                .map(this::label)
                .toList();
    }

    /** The label that a field of placement comes to. */
    public Label label(Field field) {
        int physical = count(Function.PHYSICAL);
        int virtual = count(Function.VIRTUAL);
        return switch (field) {
            case PLACEMENT_IOMMU -> Label.in(NodeLabels.IOMMU, "ready");
            case PLACEMENT_IOMMU_MODE -> Label.in(NodeLabels.IOMMU_MODE, "passthrough");
            case PLACEMENT_IO_URING -> Label.in(NodeLabels.IO_URING, "allowed");
            // No label tells virtual functions' NUMA nodes: for them it is the planner that counts.
            case PLACEMENT_NUMA ->
                virtual > 0 && physical == 0
                        ? Label.atLeast(NodeLabels.NVME_VIRTUAL, virtual, "node")
                        : Label.atLeast(NodeLabels.NUMA_MAX, Math.max(1, physical), "NUMA node");
            default -> throw new IllegalArgumentException(field + " is no field of placement");
        };
    }

    private int count(Function function) {
        return drives.stream()
                .filter(d -> d.function() == function)
                .mapToInt(Wanted::count)
                .sum();
    }

    /**
     * A label of a node, as the scheduler asks for it.
     *
     * @param what it is to say, for a person
     * @param noun the same behind "no"
     */
    public record Label(Scheduling.Expression expression, String what, String noun) {
        private static Label in(String key, String value) {
            return new Label(
                    new Scheduling.Expression(key, "In", List.of(value)),
                    key + ": " + value,
                    "label " + key + ": " + value);
        }

        private static Label atLeast(String key, int least, String where) {
            String what =
                    where + " with " + least + (least > 1 ? " functions" : " function") + " ready (label " + key + ")";
            return new Label(new Scheduling.Expression(key, "Gt", List.of(String.valueOf(least - 1))), what, what);
        }

        /** What is said of a node without it. */
        public String lack() {
            return "no " + noun;
        }
    }
}
