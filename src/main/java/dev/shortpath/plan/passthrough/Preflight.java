package dev.shortpath.plan.passthrough;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.Function;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Inventory;
import dev.shortpath.facts.Machine;
import dev.shortpath.facts.Memory;
import dev.shortpath.facts.Node;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.Situation;
import dev.shortpath.plan.Draft;
import dev.shortpath.plan.Lack;
import dev.shortpath.plan.Needs;
import dev.shortpath.plan.NodeCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The whole chain of a passthrough, looked at before a VM is touched: KubeVirt admits a VM with a device that nothing can give,
 * and it then never starts (facts/kubevirt.md, 6).
 */
public final class Preflight {
    private final Situation facts;
    private final Cluster cluster;
    private final Wanted wanted;
    private final List<Link> links = new ArrayList<>();

    private Preflight(Situation facts, Wanted wanted) {
        this.facts = facts;
        this.cluster = facts.cluster();
        this.wanted = wanted;
    }

    /**
     * Every link that is missing, in the order of the chain; none: the VM can have it.
     *
     * @param needs what a node must have for all that the profile asks for
     * @param nodes that can carry it
     */
    public static List<Link> links(Draft draft, Wanted wanted, Needs needs, NodeCount nodes) {
        Preflight preflight = new Preflight(draft.facts(), wanted);
        preflight.gate();
        preflight.permission();
        preflight.machine(draft.vm().machine());
        preflight.nodes(nodes);
        Besides.link(draft, wanted, needs).ifPresent(preflight.links::add);
        return List.copyOf(preflight.links);
    }

    private void missing(DecisionReason reason, String what, String mend) {
        links.add(Link.missing(reason, what, mend));
    }

    private void gate() {
        if (cluster.kubevirt() == Presence.UNKNOWN) {
            links.add(Link.unknown("the KubeVirt CR was not read", "let the operator read kubevirts.kubevirt.io"));
        } else if (!cluster.takesHostDevices()) {
            Lack lack = gateOff(cluster);
            missing(DecisionReason.HOST_DEVICES_OFF, lack.what(), lack.mend());
        }
    }

    /** The lists of the CR may have other members: what is added is said, and never a whole list, which would replace them. */
    static Lack gateOff(Cluster cluster) {
        return cluster.kubevirt() == Presence.ABSENT
                ? new Lack("there is no KubeVirt CR", "install KubeVirt, with feature gate HostDevices in its CR")
                : new Lack(
                        "KubeVirt's feature gate HostDevices is off",
                        "add to spec.configuration.developerConfiguration.featureGates of the KubeVirt CR: HostDevices");
    }

    static String permit(String selector, String resource) {
        return "add to spec.configuration.permittedHostDevices.pciHostDevices of the KubeVirt CR: "
                + Permit.of(selector, resource).yaml();
    }

    private void permission() {
        if (cluster.kubevirt() == Presence.UNKNOWN) {
            return;
        }
        Pool pool = Pool.of(cluster, wanted.resource());
        boolean counted = facts.nodes().stream().anyMatch(n -> n.allocatable().getOrDefault(wanted.resource(), 0L) > 0);
        if (!pool.permitted() && !(cluster.permitted().isEmpty() && counted)) {
            missing(
                    DecisionReason.DEVICE_NOT_PERMITTED,
                    "the KubeVirt CR does not permit " + wanted.resource(),
                    permit(selector(), wanted.resource()));
        } else if (!pool.selectors().isEmpty()) {
            matching(pool);
        }
    }

    private void matching(Pool pool) {
        boolean seen = facts.nodes().stream().anyMatch(n -> n.hardware().isPresent());
        if (seen && pool.isEmpty(facts.fleet().inventory())) {
            missing(
                    DecisionReason.NO_SUCH_DRIVE,
                    "the selector of " + wanted.resource() + " in the KubeVirt CR ("
                            + String.join(", ", pool.selectors()) + ") takes no NVMe function of any node",
                    "the nodes have "
                            + Optional.of(there()).filter(t -> !t.isEmpty()).orElse("none"));
        }
    }

    private String selector() {
        return facts.fleet().inventory().answer(new Commonest(wanted.function()));
    }

    private String there() {
        return String.join(
                ", ",
                facts.fleet()
                        .inventory()
                        .answer(new Models(Optional.empty(), false))
                        .keySet());
    }

    /** Of the functions of a kind those that an administrator has bound for guests, else that there are most of. */
    private record Commonest(Function kind) implements Inventory.Question<String> {
        @Override
        public String of(Inventory inventory) {
            Map<String, Long> ready = inventory.answer(new Models(Optional.of(kind), true));
            Map<String, Long> all = ready.isEmpty() ? inventory.answer(new Models(Optional.of(kind), false)) : ready;
            return all.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse("VENDOR:DEVICE");
        }
    }

    /** How many functions there are by vendor and device: of a kind, or of all; those that are ready, or all. */
    private record Models(Optional<Function> kind, boolean ready) implements Inventory.Question<Map<String, Long>> {
        @Override
        public Map<String, Long> of(Inventory inventory) {
            return inventory.nodes().stream()
                    .map(Node::hardware)
                    .flatMap(Optional::stream)
                    .flatMap(h -> h.nvme().stream())
                    .filter(f -> f.vendorDevice() != null && (!ready || Pool.isReady(f)))
                    .filter(f -> kind.isEmpty() || kind.get() == Pool.kind(f))
                    .collect(Collectors.groupingBy(NvmeFunction::vendorDevice, TreeMap::new, Collectors.counting()));
        }
    }

    /** VFIO pins all of a guest's memory, so that none of it can be somebody else's as well. */
    private void machine(Machine machine) {
        Memory memory = machine.memory();
        Optional<Long> request = memory.request();
        boolean differs = request.isPresent() && memory.limit().isPresent() && !request.equals(memory.limit());
        boolean less = request.isPresent()
                && memory.guest().filter(g -> g > request.get()).isPresent();
        boolean clusterwide = request.isEmpty()
                && memory.limit().isEmpty()
                && machine.instancetype().isEmpty()
                && cluster.memoryOvercommit() > 100;
        if (memory.overcommit() || differs || less || clusterwide) {
            missing(
                    DecisionReason.MEMORY_OVERCOMMITTED,
                    "the VM's memory is overcommitted, and a passed-through drive needs all of it",
                    differs
                            ? "make resources.requests.memory and resources.limits.memory equal"
                            : clusterwide
                                    ? "write resources.requests.memory as large as memory.guest: KubeVirt's memoryOvercommit"
                                            + " asks for less"
                                    : less
                                            ? "make resources.requests.memory as large as memory.guest"
                                            : "ask for as much memory as the guest sees, without overcommit");
        }
        if (!machine.typesDevices().isEmpty()) {
            missing(
                    DecisionReason.INSTANCETYPE_OWNS_IT,
                    "the VM's " + machine.instancetype().orElse("instancetype")
                            + " has host devices, and KubeVirt refuses a VM with some of its own too",
                    "put the device into the instancetype, or take another one");
        }
    }

    private void nodes(NodeCount count) {
        if (!count.known()) {
            links.add(Link.unknown("no Node was read", "let the operator read nodes"));
        } else if (count.eligible() == 0) {
            String mends = count.mends().values().stream()
                    .filter(m -> !m.isEmpty())
                    .limit(2)
                    .collect(Collectors.joining("; "));
            missing(DecisionReason.NO_ELIGIBLE_NODE, "no node can give it: " + count.lacks(), mends);
        } else if (count.stale()) {
            links.add(Link.unknown(
                    "every node that could has a probe that was not heard of for 30 minutes",
                    "look after the pods of the probe"));
        }
    }
}
