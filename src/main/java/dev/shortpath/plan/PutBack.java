package dev.shortpath.plan;

import dev.shortpath.facts.Applied;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Situation;
import dev.shortpath.plan.Ledger.Standing;
import java.util.stream.Stream;

/**
 * Whether what somebody's write took away may be put back. A record may be forged or of old: a device that KubeVirt refuses, or
 * that no node has, would keep the VM from starting.
 */
final class PutBack {
    private PutBack() {}

    static boolean possible(Situation facts, Ledger ledger, Applied.Entry entry) {
        if (entry.field().scope() != Field.Scope.DEVICE) {
            return true;
        }
        Cluster cluster = facts.cluster();
        boolean permitted =
                cluster.permittedDevices().map(p -> p.contains(entry.to())).orElse(true);
        long count = count(facts, ledger, entry.to());
        return cluster.takesHostDevices()
                && permitted
                && facts.vm().machine().typesDevices().isEmpty()
                && facts.nodes().stream().anyMatch(n -> n.allocatable().getOrDefault(entry.to(), 0L) >= count);
    }

    /** How many of a resource the VM has with all that was taken away: one pod asks for them, on one node. */
    private static long count(Situation facts, Ledger ledger, String resource) {
        Stream<?> there =
                facts.vm().machine().devices().stream().filter(d -> d.resource().equals(resource));
        Stream<?> taken = ledger.entries().stream()
                .filter(e -> e.field().scope() == Field.Scope.DEVICE && e.to().equals(resource))
                .filter(e -> ledger.standing(e) == Standing.WIPED);
        return Stream.concat(there, taken).count();
    }
}
