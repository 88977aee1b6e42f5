package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether KubeVirt would start a VM, and what a VM is in the middle of.
 *
 * <p>Source: KubeVirt's pkg/virt-controller/watch/vm/vm.go, isSetToStart and syncRunStrategy.
 */
final class RunState {
    private static final Set<String> DUMP_OVER = Set.of("Completed", "Failed");

    private RunState() {}

    /** The run strategy; `spec.running` is its older spelling, and a VM without either is Halted. */
    static String strategy(JsonNode vm) {
        return Tree.text(vm, "spec", "runStrategy").orElse(Tree.isTrue(vm, "spec", "running") ? "Always" : "Halted");
    }

    /** Whether KubeVirt would start the VM when it is not running, or keep it when it is. */
    static boolean toRun(JsonNode vm, Optional<JsonNode> vmi) {
        String strategy = strategy(vm);
        boolean startAsked = asks(vm, "Start", Optional.empty());
        return switch (strategy) {
            case "Always" -> true;
            case "Halted" -> startAsked;
            case "Manual" ->
                vmi.map(i -> !asks(vm, "Stop", Tree.text(i, "metadata", "uid")))
                        .orElse(startAsked || Tree.isTrue(vm, "status", "created"));
            case "RerunOnFailure" ->
                vmi.map(i -> !Instances.phase(i).equals("Succeeded"))
                        .orElse(startAsked
                                || !Tree.text(vm, "status", "runStrategy")
                                        .orElse("")
                                        .equals(strategy));
            case "Once" -> vmi.map(i -> !Instances.isFinal(i)).orElse(true);
            default -> false;
        };
    }

    /** Whether the first request that waits at the VM is this one; a Stop counts for the VMI that it names only. */
    private static boolean asks(JsonNode vm, String action, Optional<String> uid) {
        return Tree.list(vm, "status", "stateChangeRequests").stream()
                .limit(1)
                .anyMatch(request -> Tree.text(request, "action").equals(Optional.of(action))
                        && (uid.isEmpty() || Tree.text(request, "uid").equals(uid)));
    }

    static boolean condition(JsonNode object, String type) {
        return conditionStatus(object, type).equals(Optional.of("True"));
    }

    static Optional<String> conditionStatus(JsonNode object, String type) {
        return Tree.list(object, "status", "conditions").stream()
                .filter(c -> Tree.text(c, "type").equals(Optional.of(type)))
                .findFirst()
                .flatMap(c -> Tree.text(c, "status"));
    }

    /** What the VM is in the middle of, for a person. */
    static Optional<String> busy(JsonNode vm, Optional<JsonNode> vmi) {
        return Stream.of(
                        vmi.filter(RunState::migrates).map(i -> "a live migration"),
                        Tree.text(vm, "status", "snapshotInProgress").map(name -> "the snapshot " + name),
                        Tree.text(vm, "status", "restoreInProgress").map(name -> "the restore " + name),
                        Optional.of("a memory dump").filter(w -> dumps(vm)),
                        Optional.of("a backup")
                                .filter(w -> backsUp(vm)
                                        || vmi.filter(RunState::backsUp).isPresent()),
                        Optional.of("a migration of its volumes").filter(w -> movesVolumes(vm, vmi)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean migrates(JsonNode vmi) {
        JsonNode migration = Tree.at(vmi, "status", "migrationState");
        return migration.isObject() && !Tree.isTrue(migration, "completed") && !Tree.isTrue(migration, "failed");
    }

    private static boolean dumps(JsonNode vm) {
        JsonNode dump = Tree.at(vm, "status", "memoryDumpRequest");
        return dump.isObject() && !DUMP_OVER.contains(Tree.text(dump, "phase").orElse(""));
    }

    private static boolean backsUp(JsonNode object) {
        JsonNode backup = Tree.at(object, "status", "changedBlockTracking", "backupStatus");
        return backup.isObject() && !Tree.isTrue(backup, "completed") && !Tree.isTrue(backup, "failed");
    }

    /**
     * A volume migration leaves its state behind in the VM when it is done, so the condition of VM or VMI says whether one is
     * under way (vm.go, syncVolumeMigration); one that was cut off waits for a person.
     */
    private static boolean movesVolumes(JsonNode vm, Optional<JsonNode> vmi) {
        return condition(vm, "VolumesChange")
                || vmi.filter(i -> condition(i, "VolumesChange")).isPresent()
                || condition(vm, "ManualRecoveryRequired");
    }
}
