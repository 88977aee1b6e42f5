package dev.shortpath.plan.rule;

import dev.shortpath.api.DecisionReason;
import dev.shortpath.facts.Carrier;
import dev.shortpath.plan.Draft;

/** What carries out what KubeVirt's API cannot say, as decisions name it. */
final class Hook {
    private Hook() {}

    static DecisionReason reason(Draft draft) {
        return isSidecar(draft) ? DecisionReason.HOOK_SIDECAR_READY : DecisionReason.PLUGIN_READY;
    }

    /** The subject of a sentence. */
    static String named(Draft draft) {
        return isSidecar(draft) ? "KubeVirt's hook sidecar, a container more in the VM's pod," : "KubeVirt's Plugin";
    }

    static boolean isSidecar(Draft draft) {
        return draft.facts().cluster().deliveries().carrier() == Carrier.SIDECAR;
    }
}
