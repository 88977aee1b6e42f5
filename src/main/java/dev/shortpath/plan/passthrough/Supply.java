package dev.shortpath.plan.passthrough;

import dev.shortpath.api.Function;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.Vfio;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Hardware;
import dev.shortpath.facts.Inventory;
import dev.shortpath.facts.Node;
import dev.shortpath.plan.Lack;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether nodes can give the functions that a profile asks for, whoever has them now.
 *
 * @param wanted with the functions behind each resource
 * @param oneNuma whether one NUMA node of a machine must give all
 */
public record Supply(Map<Wanted, Pool> wanted, boolean oneNuma) {
    public static Supply of(Cluster cluster, List<Wanted> wanted, boolean oneNuma) {
        Map<Wanted, Pool> pools = new LinkedHashMap<>();
        Wanted.together(wanted).forEach(w -> pools.put(w, Pool.of(cluster, w.resource())));
        return new Supply(pools, oneNuma);
    }

    /** What each node lacks, in the nodes' order. */
    public record Lacks(List<Optional<Lack>> all) {
        public Optional<Lack> of(int node) {
            return all.get(node);
        }
    }

    /** What each node lacks; each drive of each node is looked at. */
    public Lacks lacks(Inventory inventory) {
        return inventory.answer(new Asked(this, false));
    }

    /** What each node lacks that the kubelet does not know. */
    public Lacks unfit(Inventory inventory) {
        return inventory.answer(new Asked(this, true));
    }

    private record Asked(Supply supply, boolean unfit) implements Inventory.Question<Lacks> {
        @Override
        public Lacks of(Inventory inventory) {
            return new Lacks(inventory.nodes().stream()
                    .map(n -> unfit ? supply.unfit(n) : supply.lack(n))
                    .toList());
        }
    }

    /** The first thing that a node lacks; empty when it can give all. */
    Optional<Lack> lack(Node node) {
        for (Map.Entry<Wanted, Pool> one : wanted.entrySet()) {
            Optional<Lack> lack = lack(node, one.getKey(), one.getValue());
            if (lack.isPresent()) {
                return lack;
            }
        }
        return wanted.isEmpty() || !oneNuma ? Optional.empty() : scattered(node);
    }

    /** The first thing that a node lacks and the kubelet does not know: that counts what is bound, of whatever kind. */
    public Optional<Lack> unfit(Node node) {
        return wanted.entrySet().stream()
                .filter(w -> node.hardware().isPresent() && !w.getValue().external())
                .flatMap(w -> unfit(node, w.getKey(), w.getValue()).stream())
                .findFirst()
                .or(() -> wanted.isEmpty() || !oneNuma ? Optional.empty() : scattered(node));
    }

    private static Optional<Lack> lack(Node node, Wanted wanted, Pool pool) {
        Optional<Hardware> seen = node.hardware().filter(_ -> !pool.external());
        Optional<Lack> unfit = seen.flatMap(h -> unfit(node, wanted, pool));
        // Nothing counts what the KubeVirt CR does not permit yet.
        return unfit.isPresent() || seen.isPresent() && !pool.permitted()
                ? unfit
                : uncounted(node, wanted, seen.isPresent());
    }

    private static Optional<Lack> unfit(Node node, Wanted wanted, Pool pool) {
        // Until a selector takes them, those of another kind are none of the resource.
        List<NvmeFunction> all = pool.permitted()
                ? pool.of(node)
                : pool.of(node).stream()
                        .filter(f -> Pool.kind(f) == wanted.function())
                        .toList();
        if (all.isEmpty() && !pool.permitted()) {
            return Lack.of(
                    "no " + wanted.function().word().toLowerCase(Locale.ROOT) + " NVMe function",
                    "use nodes with such drives, or correct the profile's function");
        }
        if (all.isEmpty()) {
            return Lack.of(
                    ("no NVMe function " + String.join(" or ", pool.selectors())).strip(),
                    "correct the selector of " + wanted.resource()
                            + " in the KubeVirt CR, or use nodes with such drives");
        }
        if (node.hardware()
                .flatMap(Hardware::vfio)
                .map(Vfio::ready)
                .filter(r -> !r)
                .isPresent()) {
            return Lack.of("vfio-pci not ready", "shortpath explain node/" + node.name() + " says why");
        }
        int ready = 0;
        boolean otherKind = false;
        for (NvmeFunction function : all) {
            if (Pool.isReady(function)) {
                ready++;
                otherKind |= Pool.kind(function) != wanted.function();
            }
        }
        if (otherKind) {
            return Lack.of(
                    wanted.resource() + " with " + other(wanted.function()) + " functions, where the profile says "
                            + wanted.function().word(),
                    "give physical and virtual functions resources of their own, or correct the profile's function");
        }
        return ready >= wanted.count()
                ? Optional.empty()
                : Lack.of(
                        (wanted.count() == 1 ? "no function" : "fewer than " + wanted.count() + " functions") + " of "
                                + wanted.resource() + " ready",
                        bind(node, all));
    }

    /** How a drive that nothing is known to use becomes ready; the drive's own reason where none is free. */
    private static String bind(Node node, List<NvmeFunction> all) {
        Optional<NvmeFunction> free = all.stream()
                .filter(f -> !Pool.isReady(f) && f.use().isEmpty() && !"vfio-pci".equals(f.driver()))
                .filter(f -> !Boolean.FALSE.equals(f.isolated()))
                .findFirst();
        return free.map(f -> commands(node, f))
                .orElseGet(() -> all.stream()
                        .filter(f -> !Pool.isReady(f))
                        .findFirst()
                        .map(f -> node.name() + " " + f.address() + ": "
                                + Optional.ofNullable(f.why()).orElse("not ready"))
                        .orElse(node.name() + " has no more of them"));
    }

    /** The commands that bind a function to vfio-pci; whether somebody holds it open, no file tells. */
    static String commands(Node node, NvmeFunction f) {
        return "on " + node.name() + ", if nobody uses the drive: echo vfio-pci > " + device(f) + "/driver_override; "
                + (f.driver() == null ? "" : "echo " + f.address() + " > " + device(f) + "/driver/unbind; ")
                + "echo " + f.address() + " > /sys/bus/pci/drivers_probe";
    }

    /** Where the kernel shows a function. */
    static String device(NvmeFunction function) {
        return "/sys/bus/pci/devices/" + function.address();
    }

    static String restart(Node node) {
        return "KubeVirt looks for devices only when virt-handler starts: kubectl delete pod -A -l"
                + " kubevirt.io=virt-handler --field-selector spec.nodeName=" + node.name();
    }

    private static String other(Function function) {
        return function == Function.PHYSICAL ? "virtual" : "physical";
    }

    /** The kubelet counts what KubeVirt's plugin found, and that looks only at its start and when its configuration changes. */
    private static Optional<Lack> uncounted(Node node, Wanted wanted, boolean seen) {
        Long counted = node.allocatable().get(wanted.resource());
        if (counted != null && counted >= wanted.count()) {
            return Optional.empty();
        }
        String few = "allocatable " + wanted.resource() + (counted == null ? " absent" : " below " + wanted.count());
        return seen
                ? Lack.of("functions ready that its kubelet does not count (" + few + ")", restart(node))
                : Lack.of(few, "nothing more is known of " + node.name() + ": run Shortpath's probe there");
    }

    private Optional<Lack> scattered(Node node) {
        if (node.hardware().isEmpty() || wanted.values().stream().anyMatch(Pool::external)) {
            return Optional.empty(); // Nothing but the label can tell.
        }
        Map<Wanted, Map<Integer, Integer>> ready = new LinkedHashMap<>();
        wanted.forEach((w, pool) -> ready.put(w, readyByNuma(pool.of(node))));
        boolean one = ready.values().iterator().next().keySet().stream()
                .anyMatch(numa -> ready.entrySet().stream()
                        .allMatch(e ->
                                e.getValue().getOrDefault(numa, 0) >= e.getKey().count()));
        int all = wanted.keySet().stream().mapToInt(Wanted::count).sum();
        return one
                ? Optional.empty()
                : Lack.of(
                        "no NUMA node with " + all + (all == 1 ? " function" : " functions") + " ready",
                        "take fewer functions, or say placement.numa: Preferred");
    }

    private static Map<Integer, Integer> readyByNuma(List<NvmeFunction> functions) {
        Map<Integer, Integer> ready = new HashMap<>();
        for (NvmeFunction function : functions) {
            if (Pool.isReady(function) && function.numaNode() != null) {
                ready.merge(function.numaNode(), 1, Integer::sum);
            }
        }
        return ready;
    }
}
