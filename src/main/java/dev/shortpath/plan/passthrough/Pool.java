package dev.shortpath.plan.passthrough;

import dev.shortpath.api.Function;
import dev.shortpath.api.NvmeFunction;
import dev.shortpath.api.SriovFunction;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Hardware;
import dev.shortpath.facts.Inventory;
import dev.shortpath.facts.Node;
import dev.shortpath.facts.PermittedDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The functions behind a resource: KubeVirt's plugin offers whatever has the vendor and device of its selectors and is bound to
 * vfio-pci, one drive as good as another (pkg/virt-handler/device-manager/pci_device.go).
 *
 * @param selectors vendor and device, such as 144d:a80a; none where another plugin provides the resource
 * @param permitted whether the KubeVirt CR names the resource at all
 */
public record Pool(String resource, Set<String> selectors, boolean permitted) {
    public static Pool of(Cluster cluster, String resource) {
        List<PermittedDevice> entries = cluster.permitted().orElse(List.of()).stream()
                .filter(p -> p.resourceName().equals(resource))
                .toList();
        Set<String> selectors = entries.stream()
                .filter(p -> !p.external())
                .map(PermittedDevice::vendorDevice)
                .collect(Collectors.toCollection(TreeSet::new));
        return new Pool(resource, selectors, !entries.isEmpty());
    }

    /** Whether another plugin than KubeVirt's counts it, so that no function can be told to be one of it. */
    public boolean external() {
        return permitted && selectors.isEmpty();
    }

    /** The functions of a node that the selectors take; any, while the KubeVirt CR has no selector for the resource. */
    public List<NvmeFunction> of(Node node) {
        List<NvmeFunction> all = node.hardware().map(Hardware::nvme).orElse(List.of());
        if (!permitted) {
            return all;
        }
        // Every drive of every node is asked: hence a loop.
        List<NvmeFunction> taken = new ArrayList<>(all.size());
        for (NvmeFunction function : all) {
            if (takes(function.vendorDevice())) {
                taken.add(function);
            }
        }
        return taken;
    }

    private boolean takes(String vendorDevice) {
        return vendorDevice != null
                && (selectors.contains(vendorDevice) || selectors.contains(vendorDevice.toLowerCase(Locale.ROOT)));
    }

    /** Vendor and device in lower case, as the KubeVirt CR's selectors are compared; empty where the probe could not read them. */
    static Optional<String> selector(NvmeFunction function) {
        return Optional.ofNullable(function.vendorDevice()).map(v -> v.toLowerCase(Locale.ROOT));
    }

    static boolean isReady(NvmeFunction function) {
        return Boolean.TRUE.equals(function.ready());
    }

    static Function kind(NvmeFunction function) {
        return function.sriov() != null && function.sriov().function() == SriovFunction.VIRTUAL
                ? Function.VIRTUAL
                : Function.PHYSICAL;
    }

    /** What is odd about what the resource holds on all nodes, each for a person: a VM gets any of it. */
    public List<String> mixes(Inventory inventory) {
        return inventory.answer(new Mixes(this));
    }

    private record Mixes(Pool pool) implements Inventory.Question<List<String>> {
        @Override
        public List<String> of(Inventory inventory) {
            return pool.mixes(inventory.nodes());
        }
    }

    /** Whether the selectors take no function of any node. */
    boolean isEmpty(Inventory inventory) {
        return inventory.answer(new Empty(this));
    }

    private record Empty(Pool pool) implements Inventory.Question<Boolean> {
        @Override
        public Boolean of(Inventory inventory) {
            return inventory.nodes().stream().allMatch(n -> pool.of(n).isEmpty());
        }
    }

    /** The same of some nodes. */
    List<String> mixes(List<Node> nodes) {
        if (selectors.isEmpty()) {
            return List.of();
        }
        List<NvmeFunction> all = nodes.stream().flatMap(n -> of(n).stream()).toList();
        Set<String> models = all.stream()
                .map(f -> f.model() == null ? "" : f.model().strip())
                .filter(m -> !m.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        boolean kinds = all.stream().map(Pool::kind).distinct().count() > 1;
        List<String> used = nodes.stream()
                .flatMap(n -> of(n).stream()
                        .filter(f -> !f.use().isEmpty())
                        .map(f -> n.name() + " " + f.address() + " (" + f.use().getFirst() + ")"))
                .limit(2)
                .toList();
        return Stream.of(
                        models.size() > 1
                                ? "its selectors take drives of several models (" + String.join(", ", models)
                                        + "), and a VM gets any of them"
                                : "",
                        kinds ? "its selectors take physical and virtual functions" : "",
                        used.isEmpty()
                                ? ""
                                : "its selectors also take drives that a host uses, such as " + used.getFirst()
                                        + ": never bind those to vfio-pci")
                .filter(s -> !s.isEmpty())
                .toList();
    }
}
