package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.facts.Carrier;
import dev.shortpath.plan.Draft;
import java.util.Optional;

/** What carries out what KubeVirt's API cannot say, as decisions name it. */
final class Hook {
    private static final int MOST_DISKS = 64;

    private Hook() {}

    static DecisionReason reason(Draft draft) {
        return isSidecar(draft) ? DecisionReason.HOOK_SIDECAR_READY : DecisionReason.PLUGIN_READY;
    }

    /** The subject of a sentence. */
    static String named(Draft draft) {
        return isSidecar(draft) ? "KubeVirt's hook sidecar, a container more in the VM's pod," : "KubeVirt's Plugin";
    }

    /**
     * What keeps the sidecar from a VM: KubeVirt's shim hands its domain over as one argument (cmd/sidecars/sidecar_shim.go), which
     * Linux limits to 128 KiB; a disk takes up to one and a half, and a VM whose shim fails does not start.
     */
    static Optional<String> missing(Draft draft) {
        int disks = draft.vm().disks().size();
        return isSidecar(draft) && disks > MOST_DISKS
                ? Optional.of("hook sidecars are for VMs with up to " + MOST_DISKS + " disks, and this one has " + disks
                        + "; KubeVirt's Plugin has no such limit")
                : Optional.empty();
    }

    static boolean isSidecar(Draft draft) {
        return draft.facts().cluster().deliveries().carrier() == Carrier.SIDECAR;
    }
}
