package dev.shortpath.actor;

import static dev.shortpath.actor.Stage.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The pod in which a VMI would run: what the scheduler and admission look at is KubeVirt's, the container is not. */
final class Launcher {
    private static final String OBSOLETE = "node-labeller.kubevirt.io/obsolete-host-model";

    /** On a VMI that has migrated: the launcher in which it runs now. */
    static final String MOVED = "played/launcher";

    private static final String MIGRATION = "kubevirt.io/migrationJobName";

    private Launcher() {}

    /** The name of the pod in which a VMI runs or is to run. */
    static String name(ObjectNode vmi) {
        return vmi.at("/metadata/annotations").path(MOVED).asText(name(vmi, vmi));
    }

    static String targetName(ObjectNode vmi, ObjectNode migration) {
        return name(vmi, migration);
    }

    private static String name(ObjectNode vmi, ObjectNode reason) {
        return "virt-launcher-" + vmi.at("/metadata/name").asText() + "-"
                + reason.at("/metadata/uid").asText().substring(0, 5);
    }

    /** The name of the migration that a pod is the target of; empty for any other pod. */
    static String migration(JsonNode metadata) {
        return metadata.path("annotations").path(MIGRATION).asText();
    }

    /** The pod for a migration: one of the VMI as it is now, on another node than its present one. */
    static ObjectNode target(ObjectNode vmi, List<ObjectNode> claims, ObjectNode migration) {
        ObjectNode pod = of(vmi, claims);
        ObjectNode metadata = (ObjectNode) pod.path("metadata");
        metadata.put("name", targetName(vmi, migration));
        metadata.withObject("/labels").set("kubevirt.io/migrationJobUID", migration.at("/metadata/uid"));
        metadata.withObject("/annotations").set(MIGRATION, migration.at("/metadata/name"));
        ObjectNode spec = (ObjectNode) pod.path("spec");
        ObjectNode elsewhere = spec.withObject("/affinity/podAntiAffinity")
                .withArray("requiredDuringSchedulingIgnoredDuringExecution")
                .addObject()
                .put("topologyKey", "kubernetes.io/hostname");
        elsewhere.withObject("/labelSelector/matchLabels").set("kubevirt.io/created-by", vmi.at("/metadata/uid"));
        migration
                .at("/spec/addedNodeSelector")
                .forEachEntry((key, value) -> spec.withObject("/nodeSelector").putIfAbsent(key, value));
        return pod;
    }

    static ObjectNode of(ObjectNode vmi, List<ObjectNode> claims) {
        ObjectNode pod = JSON.createObjectNode();
        ObjectNode metadata = pod.putObject("metadata").put("name", name(vmi));
        metadata.set("namespace", vmi.at("/metadata/namespace"));
        ObjectNode labels = metadata.putObject("labels");
        if (vmi.at("/metadata/labels") instanceof ObjectNode own) {
            labels.setAll(own);
        }
        labels.put("kubevirt.io", "virt-launcher");
        labels.set("kubevirt.io/created-by", vmi.at("/metadata/uid"));
        labels.set("vm.kubevirt.io/name", vmi.at("/metadata/name"));
        metadata.putObject("annotations").set("kubevirt.io/domain", vmi.at("/metadata/name"));
        metadata.set("ownerReferences", Owned.by(Kind.VMI, vmi));

        ObjectNode spec = pod.putObject("spec");
        spec.put("restartPolicy", "Never").put("automountServiceAccountToken", false);
        spec.putObject("nodeSelector").put("kubevirt.io/schedulable", "true");
        if (vmi.at("/spec/nodeSelector") instanceof ObjectNode own) {
            spec.withObject("/nodeSelector").setAll(own);
        }
        if (vmi.at("/spec").has("tolerations")) {
            spec.set("tolerations", vmi.at("/spec/tolerations"));
        }
        spec.set("affinity", affinity(vmi.at("/spec/affinity")));
        ObjectNode container =
                spec.putArray("containers").addObject().put("name", "compute").put("image", "played/virt-launcher");
        ObjectNode requests = container.putObject("resources").putObject("requests");
        requests.put("cpu", "10m").put("memory", "16Mi");
        devices(vmi, (ObjectNode) container.path("resources"));
        if (vmi.at("/spec/domain/devices/logSerialConsole").asBoolean()) {
            ((ArrayNode) spec.path("containers"))
                    .addObject()
                    .put("name", "guest-console-log")
                    .put("image", "played/virt-launcher");
        }
        claims.forEach(claim -> mount(claim, spec, container));
        return pod;
    }

    /** KubeVirt's own requirement goes into every required term, since terms are alternatives. */
    private static ObjectNode affinity(JsonNode own) {
        ObjectNode affinity = own.isObject() ? own.deepCopy() : JSON.createObjectNode();
        ObjectNode required = affinity.withObject("/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution");
        if (required.path("nodeSelectorTerms").isEmpty()) {
            required.putArray("nodeSelectorTerms").addObject();
        }
        required.path("nodeSelectorTerms")
                .forEach(term -> ((ObjectNode) term)
                        .withArray("/matchExpressions")
                        .addObject()
                        .put("key", OBSOLETE)
                        .put("operator", "DoesNotExist"));
        return affinity;
    }

    private static void devices(ObjectNode vmi, ObjectNode resources) {
        ObjectNode limits = JSON.createObjectNode();
        for (JsonNode device : vmi.at("/spec/domain/devices/hostDevices")) {
            String name = device.path("deviceName").asText();
            limits.put(name, limits.path(name).asInt() + 1);
        }
        if (!limits.isEmpty()) {
            resources.set("limits", limits);
        }
    }

    private static void mount(ObjectNode claim, ObjectNode spec, ObjectNode container) {
        String name = claim.at("/metadata/name").asText();
        String volume = "claim-" + spec.path("volumes").size();
        spec.withArray("/volumes")
                .addObject()
                .put("name", volume)
                .putObject("persistentVolumeClaim")
                .put("claimName", name);
        if (claim.at("/spec/volumeMode").asText().equals("Block")) {
            container
                    .withArray("/volumeDevices")
                    .addObject()
                    .put("name", volume)
                    .put("devicePath", "/dev/" + name);
        } else {
            container
                    .withArray("/volumeMounts")
                    .addObject()
                    .put("name", volume)
                    .put("mountPath", "/var/run/kubevirt-private/vmi-disks/" + name);
        }
    }
}
