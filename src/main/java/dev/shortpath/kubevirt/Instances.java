package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.Health;
import dev.shortpath.facts.Running;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A VM's VirtualMachineInstance. */
final class Instances {
    private static final Set<String> FINAL = Set.of("Succeeded", "Failed");

    private Instances() {}

    /**
     * The VMI of the VM's name, if it is this VM's: one whose owner is another VM (deleted and made anew) is not. One that
     * is over while its VM is halted is on its way out, and counts as gone.
     */
    static Optional<JsonNode> of(World world, JsonNode vm) {
        return world.find(Kinds.VIRTUAL_MACHINE_INSTANCE, Tree.namespace(vm), Tree.name(vm))
                .there()
                .filter(vmi -> belongs(vmi, vm))
                .filter(vmi -> !(isFinal(vmi) && RunState.strategy(vm).equals("Halted")));
    }

    private static boolean belongs(JsonNode vmi, JsonNode vm) {
        Optional<String> uid = Tree.text(vm, "metadata", "uid");
        List<JsonNode> owners = Tree.list(vmi, "metadata", "ownerReferences").stream()
                .filter(owner -> Tree.isTrue(owner, "controller"))
                .toList();
        return owners.isEmpty()
                || owners.stream()
                        .anyMatch(owner ->
                                "VirtualMachine".equals(Tree.text(owner, "kind").orElse(""))
                                        && (uid.isEmpty() || uid.equals(Tree.text(owner, "uid"))));
    }

    static boolean isFinal(JsonNode vmi) {
        return FINAL.contains(phase(vmi));
    }

    static String phase(JsonNode vmi) {
        return Tree.text(vmi, "status", "phase").orElse("");
    }

    static Running running(JsonNode vmi) {
        return new Running(
                Tree.text(vmi, "metadata", "uid").orElse(""),
                phase(vmi),
                Tree.has(vmi, "metadata", "deletionTimestamp"),
                Vms.written(Tree.at(vmi, "spec"), Tree.strings(vmi, "metadata", "annotations")),
                Machines.devices(Tree.at(vmi, "spec", "domain")),
                Tree.text(vmi, "status", "nodeName"),
                liveMigratable(vmi),
                health(vmi),
                Owned.generation(vmi));
    }

    static Health health(JsonNode vmi) {
        return new Health(
                RunState.condition(vmi, "Ready") && !Tree.has(vmi, "metadata", "deletionTimestamp"),
                RunState.condition(vmi, "AgentConnected"),
                RunState.condition(vmi, "Paused"));
    }

    private static Optional<Boolean> liveMigratable(JsonNode vmi) {
        return RunState.conditionStatus(vmi, "LiveMigratable").flatMap(status -> switch (status) {
            case "True" -> Optional.of(true);
            case "False" -> Optional.of(false);
            default -> Optional.empty();
        });
    }
}
