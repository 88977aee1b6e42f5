package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What caches keep of an object: what a plan may read of it, and nothing that beats like a heart or is a secret. */
public final class Kept {
    private static final Set<String> VM_STATUS = Set.of(
            "conditions",
            "created",
            "printableStatus",
            "runStrategy",
            "stateChangeRequests",
            "instancetypeRef",
            "preferenceRef",
            "snapshotInProgress",
            "restoreInProgress",
            "restoreName",
            "memoryDumpRequest",
            "volumeRequests",
            "volumeUpdateState",
            "changedBlockTracking");
    private static final Set<String> VMI_STATUS = Set.of(
            "conditions",
            "phase",
            "nodeName",
            "migrationState",
            "migratedVolumes",
            "volumeStatus",
            "changedBlockTracking");
    private static final Set<String> CLOUD_INIT =
            Set.of("userData", "userDataBase64", "networkData", "networkDataBase64");

    private Kept() {}

    /** Cuts an object down in place, to what a plan may read of its kind (`Node.v1`). */
    public static void of(String kind, ObjectNode object) {
        switch (kind) {
            case "VirtualMachine.kubevirt.io" -> {
                members(object.path("status"), VM_STATUS);
                noTimes(object.at("/status/conditions"));
                noSecrets(object.at("/spec/template/spec"));
            }
            case "VirtualMachineInstance.kubevirt.io" -> {
                members(object.path("status"), VMI_STATUS);
                noTimes(object.at("/status/conditions"));
                noSecrets(object.path("spec"));
            }
            case "Node.v1" -> {
                members(object.path("status"), Set.of("allocatable"));
                devices(object.at("/status/allocatable"));
                members(object.path("spec"), Set.of("taints", "unschedulable"));
                object.withObject("/metadata").remove("annotations");
            }
            case "StorageNode.shortpath.dev" -> {
                members(object.path("metadata"), Set.of("name", "uid", "resourceVersion", "ownerReferences"));
                object.path("metadata").path("ownerReferences").forEach(o -> members(o, Set.of("kind", "uid")));
                StorageNodes.keep(object);
            }
            case "NodeResourceTopology.topology.node.k8s.io" ->
                members(object, Set.of("apiVersion", "kind", "metadata", "attributes", "topologyPolicies"));
            case "ConfigMap.v1" -> Measured.keep(object);
            case "Namespace.v1", "PersistentVolumeClaim.v1", "DataVolume.cdi.kubevirt.io" ->
                members(object.path("status"), Set.of("phase"));
            case "KubeVirt.kubevirt.io" ->
                members(object.path("status"), Set.of("phase", "defaultArchitecture", "observedKubeVirtVersion"));
            default -> {
                // Small, and read as a whole.
            }
        }
    }

    private static void members(JsonNode node, Set<String> kept) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            names.stream().filter(n -> !kept.contains(n)).forEach(object::remove);
        }
    }

    /** Devices have a domain in their name; CPU and memory, which no plan asks for, waver. */
    private static void devices(JsonNode allocatable) {
        if (allocatable instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            names.stream().filter(n -> n.indexOf('/') < 0).forEach(object::remove);
        }
    }

    private static void noTimes(JsonNode conditions) {
        conditions.forEach(c -> {
            if (c instanceof ObjectNode condition) {
                condition.remove(List.of("lastProbeTime", "lastTransitionTime"));
            }
        });
    }

    private static void noSecrets(JsonNode spec) {
        if (spec instanceof ObjectNode object) {
            object.remove("accessCredentials");
        }
        if (spec.path("volumes") instanceof ArrayNode volumes) {
            volumes.forEach(v -> List.of("cloudInitNoCloud", "cloudInitConfigDrive")
                    .forEach(kind -> {
                        if (v.path(kind) instanceof ObjectNode cloudInit) {
                            cloudInit.remove(CLOUD_INIT);
                        }
                    }));
        }
    }
}
