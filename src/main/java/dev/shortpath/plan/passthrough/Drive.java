package dev.shortpath.plan.passthrough;

import dev.shortpath.api.NvmeFunction;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Hardware;
import dev.shortpath.facts.Node;
import dev.shortpath.facts.PermittedDevice;
import dev.shortpath.plan.Lack;
import java.util.List;
import java.util.Optional;

/**
 * An NVMe function of a node, and whether VMs can be given it.
 *
 * @param resource under which the KubeVirt CR permits it; empty where it does not, or was not read
 * @param lacks what stands in the way of this one and what mends it, each for a person
 */
public record Drive(NvmeFunction function, Giving giving, Optional<String> resource, List<Lack> lacks) {
    public Drive {
        lacks = List.copyOf(lacks);
    }

    /**
     * Of a function, from the node's hardware by way of the KubeVirt CR to the kubelet.
     *
     * @param general what stands in the way of every function here
     */
    static Drive of(NvmeFunction function, Hardware hardware, Node node, Cluster cluster, Drives.General general) {
        Optional<PermittedDevice> permitted = permitted(function, cluster);
        Optional<String> resource = permitted.map(PermittedDevice::resourceName);
        if (!Pool.isReady(function)) {
            List<Lack> lacks = Obstacles.of(node, hardware, function);
            boolean known = Boolean.FALSE.equals(function.ready()) || !lacks.isEmpty();
            boolean said = !lacks.isEmpty() || !general.ofNode().isEmpty();
            return new Drive(
                    function,
                    known ? Giving.NOT_READY : Giving.UNKNOWN,
                    resource,
                    said ? lacks : List.of(unsaid(function)));
        }
        if (!general.unread().isEmpty()) {
            return new Drive(function, Giving.READY, resource, List.of());
        }
        if (permitted.isEmpty()) {
            return new Drive(function, Giving.NOT_OFFERED, resource, List.of(unpermitted(function)));
        }
        if (!general.ofCluster().isEmpty()) {
            return new Drive(function, Giving.NOT_OFFERED, resource, List.of());
        }
        return counted(function, node, Pool.of(cluster, resource.get()));
    }

    private static Lack unsaid(NvmeFunction function) {
        return function.why() != null
                ? new Lack(function.why(), "")
                : new Lack(
                        "the probe does not say whether it is bound to vfio-pci and alone in its group",
                        "look into the probe's log for what it could not read");
    }

    /** KubeVirt's plugin keeps one resource for a selector, the last (pkg/virt-handler/device-manager/device_controller.go). */
    private static Optional<PermittedDevice> permitted(NvmeFunction function, Cluster cluster) {
        return Pool.selector(function)
                .flatMap(selector -> cluster.permitted().orElse(List.of()).stream()
                        .filter(p -> p.vendorDevice().equals(selector))
                        .reduce((a, b) -> b.external() && !a.external() ? a : b));
    }

    private static Lack unpermitted(NvmeFunction function) {
        String selector = Pool.selector(function).orElse("VENDOR:DEVICE");
        return new Lack(
                "the KubeVirt CR permits no resource that takes " + selector,
                Preflight.permit(selector, "shortpath.dev/nvme"));
    }

    /** By what the kubelet counts; it counts functions, and does not say which. */
    private static Drive counted(NvmeFunction function, Node node, Pool pool) {
        String resource = pool.resource();
        Optional<Long> allocatable = Optional.ofNullable(node.allocatable().get(resource));
        long count = allocatable.orElse(0L);
        long ready = pool.of(node).stream().filter(Pool::isReady).count();
        Optional<String> named = Optional.of(resource);
        if (pool.external()) {
            Lack other = new Lack(
                    "another plugin than KubeVirt's gives " + resource + "; the kubelet counts " + count
                            + " of it, and does not say which",
                    count > 0 ? "" : "look after that plugin on " + node.name());
            return new Drive(function, count > 0 ? Giving.READY : Giving.NOT_OFFERED, named, List.of(other));
        }
        if (count >= ready) {
            return new Drive(function, Giving.AVAILABLE, named, List.of());
        }
        String what = count == 0
                ? "it is bound, and the kubelet does not count it: allocatable " + resource + " is "
                        + (allocatable.isPresent() ? "0" : "absent")
                : "the kubelet counts " + count + " of the " + ready + " functions of " + resource
                        + " that are ready here, and does not say which";
        return new Drive(
                function,
                count == 0 ? Giving.NOT_OFFERED : Giving.READY,
                named,
                List.of(new Lack(what, Supply.restart(node))));
    }
}
