package dev.shortpath.plan.rule;

import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Inventory;
import dev.shortpath.facts.Machine;
import dev.shortpath.facts.Node;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What it takes, besides a node that could, to have a VM's CPUs, memory and drives on one NUMA node: the kubelet decides, and no
 * label does (facts/node-readiness.md, 4; KubeVirt's vmi-create-admitter.go and converter.go for what needs what).
 */
final class Alignment {
    private static final String POLICY = "kubelet's topology manager policy";

    private Alignment() {}

    /** By what it takes, whether the VM or the cluster has it; a policy that nobody tells is its own word. */
    private static Map<String, String> state(Draft draft) {
        Machine machine = draft.vm().machine();
        Cluster cluster = draft.facts().cluster();
        Map<String, String> state = new LinkedHashMap<>();
        state.put("dedicatedCpuPlacement", has(machine.dedicatedCpus()));
        state.put("hugepages", has(machine.memory().hugepages()));
        state.put("guestMappingPassthrough", has(machine.numaMapping()));
        state.put("KubeVirt's gate CPUManager", has(cluster.gates().contains("CPUManager")));
        state.put("KubeVirt's gate PCINUMAAwareTopology", has(cluster.gates().contains("PCINUMAAwareTopology")));
        List<String> policies = draft.facts().fleet().inventory().answer(new Policies());
        state.put(POLICY, policies.isEmpty() ? "not told (no NodeResourceTopology)" : String.join(", ", policies));
        return state;
    }

    /** The kubelets' policies that somebody tells. */
    private record Policies() implements Inventory.Question<List<String>> {
        @Override
        public List<String> of(Inventory inventory) {
            return inventory.nodes().stream()
                    .map(Node::topologyPolicy)
                    .flatMap(Optional::stream)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static String has(boolean is) {
        return is ? "yes" : "no";
    }

    static Evidence[] with(Evidence first, Draft draft) {
        return Stream.concat(
                        Stream.of(first),
                        state(draft).entrySet().stream().map(e -> new Evidence(e.getKey(), e.getValue())))
                .toArray(Evidence[]::new);
    }

    /** A sentence that begins with a blank. */
    static String note(Draft draft) {
        List<String> missing = new ArrayList<>();
        state(draft).forEach((what, has) -> {
            if (has.equals("no")) {
                missing.add(what);
            }
        });
        return " A label cannot align a device with CPUs: the kubelet does, with topology manager policy"
                + " single-numa-node or restricted"
                + (missing.isEmpty() ? "." : ", and it takes also " + String.join(", ", missing) + ", missing here.");
    }
}
