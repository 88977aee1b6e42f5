package dev.shortpath.plan;

import dev.shortpath.facts.Field;
import dev.shortpath.facts.Node;
import dev.shortpath.facts.Scheduling;
import dev.shortpath.facts.Situation;
import dev.shortpath.facts.Vm;
import dev.shortpath.plan.passthrough.Supply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which nodes can take a VM: its own constraints first, then what its path requires (API.md, section 6). */
public final class Eligibility {
    private Eligibility() {}

    /** Counts nodes, by the first thing that each lacks. */
    public static NodeCount count(Situation facts, Needs needs) {
        Supply supply = Supply.of(facts.cluster(), needs.drives(), needs.requires(Field.PLACEMENT_NUMA));
        List<Needs.Label> labels = needs.labels(f -> f != Field.PLACEMENT_NUMA);
        List<Needs.Label> counts = needs.labels(f -> f == Field.PLACEMENT_NUMA);
        Map<String, Integer> lacking = new TreeMap<>();
        Map<String, String> mends = new TreeMap<>();
        int eligible = 0;
        int fresh = 0;
        for (Node node : facts.nodes()) {
            Optional<Lack> lack = ofOwner(facts.vm(), node)
                    .flatMap(Lack::of)
                    .or(() -> unlabelled(node, labels))
                    // What drives a node has says more than that it lacks the label which counts them.
                    .or(() -> supply.lack(node))
                    .or(() -> unlabelled(node, counts));
            if (lack.isEmpty()) {
                eligible++;
                fresh += facts.fleet().isStale(node) ? 0 : 1;
            } else {
                lacking.merge(lack.get().what(), 1, Integer::sum);
                mends.putIfAbsent(lack.get().what(), lack.get().mend());
            }
        }
        return new NodeCount(
                !facts.nodes().isEmpty(), eligible, fresh, facts.nodes().size(), lacking, mends);
    }

    /** Nodes that have all the labels, and where neither these nor the kubelet's count tell that the drives are other ones. */
    public static List<Node> misleading(Situation facts, Needs needs) {
        Supply supply = Supply.of(facts.cluster(), needs.drives(), needs.requires(Field.PLACEMENT_NUMA));
        List<Needs.Label> labels = needs.labels(_ -> true);
        return facts.nodes().stream()
                .filter(n -> ofOwner(facts.vm(), n).isEmpty()
                        && unlabelled(n, labels).isEmpty()
                        && supply.unfit(n).isPresent())
                .toList();
    }

    private static Optional<Lack> unlabelled(Node node, List<Needs.Label> labels) {
        for (Needs.Label label : labels) {
            if (!has(node, label.expression())) {
                return Lack.of(label.lack());
            }
        }
        return Optional.empty();
    }

    /** Whether a node's labels satisfy an expression. */
    static boolean has(Node node, Scheduling.Expression expression) {
        return satisfies(node.labels().get(expression.key()), expression);
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
        if (!selected(scheduling, node) || !affine(scheduling, node)) {
            return Optional.of("not among the nodes that the VM's own nodeSelector and affinity allow");
        }
        for (Scheduling.Taint taint : node.taints()) {
            if (!taint.effect().equals("PreferNoSchedule")
                    && scheduling.tolerations().stream().noneMatch(o -> tolerates(o, taint))) {
                return Optional.of("tainted " + taint.key());
            }
        }
        return Optional.empty();
    }

    // Every VM asks this of every node, several times: hence loops where a stream would read as well.
    private static boolean selected(Scheduling scheduling, Node node) {
        for (Map.Entry<String, String> label : scheduling.nodeSelector().entrySet()) {
            if (!label.getValue().equals(node.labels().get(label.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean affine(Scheduling scheduling, Node node) {
        for (Scheduling.Term term : scheduling.terms()) {
            if (satisfies(node, term)) {
                return true;
            }
        }
        return scheduling.terms().isEmpty();
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
