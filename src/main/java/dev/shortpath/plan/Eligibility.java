package dev.shortpath.plan;

import dev.shortpath.facts.Field;
import dev.shortpath.facts.Node;
import dev.shortpath.facts.Scheduling;
import dev.shortpath.facts.Situation;
import dev.shortpath.facts.Vm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which nodes can take a VM: its own constraints first, then what its path requires (API.md, section 6). */
public final class Eligibility {
    private Eligibility() {}

    /** Counts nodes, by the first thing that each lacks. */
    public static NodeCount count(Situation facts, List<Required> required) {
        Map<String, Integer> lacking = new TreeMap<>();
        int eligible = 0;
        for (Node node : facts.nodes()) {
            Optional<String> lack = ofOwner(facts.vm(), node)
                    .or(() -> required.stream()
                            .filter(r -> !r.has(node))
                            .map(Required::lack)
                            .findFirst());
            if (lack.isEmpty()) {
                eligible++;
            } else {
                lacking.merge(lack.get(), 1, Integer::sum);
            }
        }
        return new NodeCount(!facts.nodes().isEmpty(), eligible, facts.nodes().size(), lacking);
    }

    /**
     * A property that a node must have.
     *
     * @param count for numa: how many functions one NUMA node must give
     */
    public record Required(Field field, int count) {
        boolean has(Node node) {
            return satisfies(node.labels().get(expression().key()), expression());
        }

        /** What the scheduler is to ask of a node's labels. */
        public Scheduling.Expression expression() {
            return switch (field) {
                case PLACEMENT_IOMMU -> in("shortpath.dev/iommu", "ready");
                case PLACEMENT_IOMMU_MODE -> in("shortpath.dev/iommu-mode", "passthrough");
                case PLACEMENT_IO_URING -> in("shortpath.dev/io-uring", "allowed");
                default ->
                    new Scheduling.Expression(
                            "shortpath.dev/nvme-ready-numa-max", "Gt", List.of(String.valueOf(Math.max(1, count) - 1)));
            };
        }

        private static Scheduling.Expression in(String label, String value) {
            return new Scheduling.Expression(label, "In", List.of(value));
        }

        public String lack() {
            return "no " + (field == Field.PLACEMENT_NUMA ? "" : "label ") + what();
        }

        /** What the node must have, in the words of its labels. */
        public String what() {
            return switch (field) {
                case PLACEMENT_IOMMU -> "shortpath.dev/iommu: ready";
                case PLACEMENT_IOMMU_MODE -> "shortpath.dev/iommu-mode: passthrough";
                case PLACEMENT_IO_URING -> "shortpath.dev/io-uring: allowed";
                default ->
                    "NUMA node with " + Math.max(1, count) + (count > 1 ? " functions" : " function")
                            + " ready (label shortpath.dev/nvme-ready-numa-max)";
            };
        }
    }

    /** What keeps a VM from a node by its owner's own words; empty when nothing does. */
    public static Optional<String> ofOwner(Vm vm, Node node) {
        Scheduling scheduling = vm.scheduling();
        if (node.unschedulable()) {
            return Optional.of("cordoned");
        }
        String architecture = node.labels().get("kubernetes.io/arch");
        if (architecture != null && !architecture.equals(vm.machine().architecture())) {
            return Optional.of("another architecture than " + vm.machine().architecture());
        }
        boolean selected = scheduling.nodeSelector().entrySet().stream()
                .allMatch(e -> e.getValue().equals(node.labels().get(e.getKey())));
        boolean affine =
                scheduling.terms().isEmpty() || scheduling.terms().stream().anyMatch(t -> satisfies(node, t));
        if (!selected || !affine) {
            return Optional.of("not among the nodes that the VM's own nodeSelector and affinity allow");
        }
        return node.taints().stream()
                .filter(t -> !t.effect().equals("PreferNoSchedule"))
                .filter(t -> scheduling.tolerations().stream().noneMatch(o -> tolerates(o, t)))
                .findFirst()
                .map(t -> "tainted " + t.key());
    }

    private static boolean satisfies(Node node, Scheduling.Term term) {
        // An empty term matches no node.
        return (!term.labels().isEmpty() || !term.fields().isEmpty())
                && term.labels().stream().allMatch(e -> satisfies(node.labels().get(e.key()), e))
                && term.fields().stream()
                        .allMatch(e -> satisfies(e.key().equals("metadata.name") ? node.name() : null, e));
    }

    /** Whether a label's value, null where there is no such label, is what an expression asks for. */
    static boolean satisfies(String value, Scheduling.Expression expression) {
        return switch (expression.operator()) {
            case "In" -> value != null && expression.values().contains(value);
            case "NotIn" -> value == null || !expression.values().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            case "Gt", "Lt" -> compares(value, expression);
            default -> false;
        };
    }

    private static boolean compares(String value, Scheduling.Expression expression) {
        String bound = expression.values().isEmpty() ? "" : expression.values().getFirst();
        if (value == null || !value.matches("-?\\d{1,18}") || !bound.matches("-?\\d{1,18}")) {
            return false;
        }
        int order = Long.compare(Long.parseLong(value), Long.parseLong(bound));
        return expression.operator().equals("Gt") ? order > 0 : order < 0;
    }

    private static boolean tolerates(Scheduling.Toleration toleration, Scheduling.Taint taint) {
        boolean effect = toleration.effect().isEmpty() || toleration.effect().equals(taint.effect());
        boolean key = toleration.key().isEmpty()
                ? toleration.operator().equals("Exists")
                : toleration.key().equals(taint.key());
        boolean value =
                toleration.operator().equals("Exists") || toleration.value().equals(taint.value());
        return effect && key && value;
    }
}
