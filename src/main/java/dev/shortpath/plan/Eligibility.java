package dev.shortpath.plan;

import dev.shortpath.facts.Field;
import dev.shortpath.facts.Inventory;
import dev.shortpath.facts.Node;
import dev.shortpath.facts.Scheduling;
import dev.shortpath.facts.Situation;
import dev.shortpath.facts.Vm;
import dev.shortpath.plan.passthrough.Supply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which nodes can take a VM: its own constraints first, then what its path requires (API.md, section 6). */
public final class Eligibility {
    private Eligibility() {}

    /** Counts nodes, by the first thing that each lacks. */
    public static NodeCount count(Situation facts, Needs needs) {
        Tally tally = facts.fleet()
                .inventory()
                .answer(new Asked(
                        Own.of(facts.vm()),
                        needs.labels(f -> f != Field.PLACEMENT_NUMA),
                        supply(facts, needs),
                        needs.labels(f -> f == Field.PLACEMENT_NUMA)));
        List<Node> eligible = tally.eligible();
        int fresh = facts.fleet().silent().isEmpty()
                ? eligible.size()
                : (int) eligible.stream().filter(n -> !facts.fleet().isStale(n)).count();
        return new NodeCount(
                !facts.nodes().isEmpty(), eligible.size(), fresh, facts.nodes().size(), tally.lacking(), tally.mends());
    }

    /** Nodes that have all the labels, and where neither these nor the kubelet's count tell that the drives are other ones. */
    public static List<Node> misleading(Situation facts, Needs needs) {
        return facts.fleet()
                .inventory()
                .answer(new Misleading(Own.of(facts.vm()), needs.labels(_ -> true), supply(facts, needs)));
    }

    /** Nodes on which a VM's owner lets it run, by their value of a label; an empty value: those without it. */
    public static Map<String, List<Node>> own(Situation facts, String label) {
        return facts.fleet().inventory().answer(new OwnBy(Own.of(facts.vm()), label));
    }

    /** What keeps a VM from a node by its owner's own words; empty when nothing does. */
    public static Optional<String> ofOwner(Vm vm, Node node) {
        return Own.of(vm).against(node);
    }

    private static Supply supply(Situation facts, Needs needs) {
        return Supply.of(facts.cluster(), needs.drives(), needs.requires(Field.PLACEMENT_NUMA));
    }

    /** An owner's constraints. */
    private record Own(Scheduling scheduling, String architecture) {
        static Own of(Vm vm) {
            return new Own(vm.scheduling(), vm.machine().architecture());
        }

        Optional<String> against(Node node) {
            return Constraints.against(scheduling, architecture, node);
        }
    }

    private record OwnBy(Own own, String label) implements Inventory.Question<Map<String, List<Node>>> {
        @Override
        public Map<String, List<Node>> of(Inventory inventory) {
            return inventory.nodes().stream()
                    .filter(n -> own.against(n).isEmpty())
                    .collect(Collectors.groupingBy(n -> n.labels().getOrDefault(label, "")));
        }
    }

    private record Tally(List<Node> eligible, Map<String, Integer> lacking, Map<String, String> mends) {}

    private record Asked(Own own, List<Needs.Label> labels, Supply supply, List<Needs.Label> counts)
            implements Inventory.Question<Tally> {
        @Override
        public Tally of(Inventory inventory) {
            Tally tally = new Tally(new ArrayList<>(), new TreeMap<>(), new TreeMap<>());
            Supply.Lacks given = supply.lacks(inventory);
            for (int i = 0; i < inventory.nodes().size(); i++) {
                Node node = inventory.nodes().get(i);
                Optional<Lack> lack = own.against(node).flatMap(Lack::of).or(() -> unlabelled(node, labels));
                if (lack.isEmpty()) {
                    // What drives a node has says more than that it lacks the label which counts them.
                    lack = given.of(i).or(() -> unlabelled(node, counts));
                }
                lack.ifPresentOrElse(
                        l -> {
                            tally.lacking.merge(l.what(), 1, Integer::sum);
                            tally.mends.putIfAbsent(l.what(), l.mend());
                        },
                        () -> tally.eligible.add(node));
            }
            return tally;
        }
    }

    private record Misleading(Own own, List<Needs.Label> labels, Supply supply)
            implements Inventory.Question<List<Node>> {
        @Override
        public List<Node> of(Inventory inventory) {
            Supply.Lacks unfit = supply.unfit(inventory);
            List<Node> misleading = new ArrayList<>();
            for (int i = 0; i < inventory.nodes().size(); i++) {
                Node node = inventory.nodes().get(i);
                if (own.against(node).isEmpty()
                        && unlabelled(node, labels).isEmpty()
                        && unfit.of(i).isPresent()) {
                    misleading.add(node);
                }
            }
            return List.copyOf(misleading);
        }
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
        return Constraints.satisfies(node.labels().get(expression.key()), expression);
    }
}
