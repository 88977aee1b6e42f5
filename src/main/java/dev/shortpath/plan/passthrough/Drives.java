package dev.shortpath.plan.passthrough;

import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Node;
import dev.shortpath.facts.Presence;
import dev.shortpath.plan.Lack;
import java.util.List;
import java.util.Optional;

/**
 * The NVMe functions of a node, in the order of its probe.
 *
 * @param general what stands in the way of all of them
 * @param remarks on the resources that they are of, each for a person
 */
public record Drives(General general, List<Drive> all, List<String> remarks) {
    public Drives {
        all = List.copyOf(all);
        remarks = List.copyOf(remarks);
    }

    /**
     * What does not hang on the single function.
     *
     * @param ofNode what the node lacks
     * @param ofCluster what KubeVirt lacks
     * @param unread what would have to be known besides
     */
    public record General(List<Lack> ofNode, List<Lack> ofCluster, List<Lack> unread) {
        public General {
            ofNode = List.copyOf(ofNode);
            ofCluster = List.copyOf(ofCluster);
            unread = List.copyOf(unread);
        }
    }

    /** @param counted whether the Node itself was read, which says what its kubelet counts */
    public static Drives of(Node node, Cluster cluster, boolean counted) {
        General general = new General(
                node.hardware().map(h -> Obstacles.ofAll(node, h)).orElse(List.of()),
                ofCluster(cluster),
                unread(cluster, counted));
        List<Drive> all = node.hardware().stream()
                .flatMap(h -> h.nvme().stream().map(f -> Drive.of(f, h, node, cluster, general)))
                .toList();
        List<String> remarks = all.stream()
                .map(Drive::resource)
                .flatMap(Optional::stream)
                .distinct()
                .flatMap(r -> Pool.of(cluster, r).mixes(List.of(node)).stream().map(m -> r + ": " + m))
                .toList();
        return new Drives(general, all, remarks);
    }

    private static List<Lack> ofCluster(Cluster cluster) {
        return cluster.kubevirt() == Presence.UNKNOWN || cluster.takesHostDevices()
                ? List.of()
                : List.of(Preflight.gateOff(cluster));
    }

    private static List<Lack> unread(Cluster cluster, boolean counted) {
        if (cluster.kubevirt() == Presence.UNKNOWN) {
            return List.of(new Lack(
                    "the KubeVirt CR was not read, which says what VMs may have",
                    "put it into the input, beside the node"));
        }
        return counted
                ? List.of()
                : List.of(new Lack(
                        "the Node was not read, which says what its kubelet counts", "put it into the input too"));
    }

    public long count(Giving giving) {
        return all.stream().filter(d -> d.giving() == giving).count();
    }
}
