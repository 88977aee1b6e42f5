package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.Health;
import dev.shortpath.facts.Pulse;
import java.util.Optional;

/** Whether VMs are up, and whether KubeVirt can be asked for a restart. */
public final class Pulses {
    private Pulses() {}

    /** Of a VM and its VMI. */
    public static Pulse of(World world, JsonNode vm) {
        Optional<JsonNode> vmi = Instances.of(world, vm);
        // Between a request that is done and its VMI in our cache, only status.created says that the VM is to run.
        boolean started =
                Tree.isTrue(vm, "status", "created") && !RunState.strategy(vm).equals("Halted");
        return new Pulse(
                Tree.namespace(vm) + "/" + Tree.name(vm),
                RunState.toRun(vm, vmi) || vmi.isEmpty() && started,
                vmi.flatMap(i -> Tree.text(i, "metadata", "uid")),
                vmi.map(Instances::health).orElse(Health.SILENT));
    }

    /** Whether a change of a VMI is one that {@link #of} would tell. */
    public static boolean differ(Optional<JsonNode> before, Optional<JsonNode> after) {
        return !before.map(Instances::health).equals(after.map(Instances::health))
                || !before.flatMap(i -> Tree.text(i, "metadata", "uid"))
                        .equals(after.flatMap(i -> Tree.text(i, "metadata", "uid")));
    }

    /** Whether a restart of this very VMI is still to be asked for: it is there, and nothing is asked of the VM yet. */
    public static boolean toAsk(JsonNode vm, JsonNode vmi, String uid) {
        return Tree.text(vmi, "metadata", "uid").equals(Optional.of(uid))
                && !Tree.has(vmi, "metadata", "deletionTimestamp")
                && Tree.list(vm, "status", "stateChangeRequests").isEmpty();
    }
}
