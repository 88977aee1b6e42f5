package dev.shortpath.actor;

import static dev.shortpath.actor.Stage.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pod in which a VMI would run: what the scheduler and admission look at is KubeVirt's, the container is not. */
final class Launcher {
    private static final String OBSOLETE = "node-labeller.kubevirt.io/obsolete-host-model";

    private Launcher() {}

    static String name(ObjectNode vmi) {
        return "virt-launcher-" + vmi.at("/metadata/name").asText() + "-"
                + vmi.at("/metadata/uid").asText().substring(0, 5);
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

    /** The claims behind a VMI's volumes, by the volume's name. */
    static Map<String, String> claimNames(JsonNode vmi) {
        Map<String, String> names = new LinkedHashMap<>();
        for (JsonNode volume : vmi.at("/spec/volumes")) {
            String claim = volume.at("/dataVolume/name")
                    .asText(volume.at("/persistentVolumeClaim/claimName")
                            .asText(volume.at("/ephemeral/persistentVolumeClaim/claimName")
                                    .asText()));
            if (!claim.isEmpty()) {
                names.put(volume.path("name").asText(), claim);
            }
        }
        return names;
    }
}
