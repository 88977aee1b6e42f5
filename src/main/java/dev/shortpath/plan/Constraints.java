package dev.shortpath.plan;

import dev.shortpath.facts.Node;
import dev.shortpath.facts.Scheduling;
import java.util.Map;
import java.util.Optional;

/** A VM's own constraints on its node, as the scheduler understands them. */
final class Constraints {
    private Constraints() {}

    /** What keeps a VM from a node by its owner's own words; empty when nothing does. */
    static Optional<String> against(Scheduling scheduling, String architecture, Node node) {
        if (node.unschedulable()) {
            return Optional.of("cordoned");
        }
        String theirs = node.labels().get("kubernetes.io/arch");
        if (theirs != null && !theirs.equals(architecture)) {
            return Optional.of("another architecture than " + architecture);
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

    // Every node selector is asked of every node: hence loops where a stream would read as well.
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
