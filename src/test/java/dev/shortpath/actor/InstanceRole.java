package dev.shortpath.actor;

import static dev.shortpath.actor.Stage.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** virt-controller's and virt-handler's part with a VMI: its launcher pod, its phase and conditions, its end. */
final class InstanceRole {
    static final String FINALIZER = "kubevirt.io/foregroundDeleteVirtualMachine";
    /** Tells this role the revision that a VMI was started with; KubeVirt passes it on in the status. */
    static final String STARTED = "played/started-from";
    /** With the value Connected on a VMI that runs (or on the VM's template, for all of its VMIs): its guest has an agent. */
    static final String AGENT = "shortpath.test/agent";

    private final Stage stage;
    private final Consumer<String> voice;

    InstanceRole(Stage stage, Consumer<String> voice) {
        this.stage = stage;
        this.voice = voice;
    }

    void visit(ObjectNode vmi) {
        String name = vmi.at("/metadata/namespace").asText() + "/"
                + vmi.at("/metadata/name").asText();
        Optional<ObjectNode> pod = pod(vmi);
        String phase = vmi.at("/status/phase").asText();
        if (vmi.at("/metadata").has("deletionTimestamp")) {
            end(vmi);
        } else if (pod.isEmpty() && List.of("", "Pending").contains(phase)) {
            List<ObjectNode> claims = Claims.of(stage, vmi);
            if (stage.create(Kind.POD, Launcher.of(vmi, claims))) {
                voice.accept("made the launcher pod of " + name);
            }
            status(vmi, "Pending", pod);
        } else if (!List.of("Failed", "Succeeded").contains(phase)) {
            String now = phase(pod);
            if (now.equals("Running") && !phase.equals(now)) {
                voice.accept(name + " runs on "
                        + pod.orElseThrow().at("/spec/nodeName").asText());
            }
            status(vmi, now, pod);
        }
    }

    private Optional<ObjectNode> pod(ObjectNode vmi) {
        return stage.find(Kind.POD, vmi.at("/metadata/namespace").asText(), Launcher.name(vmi));
    }

    /** The pods go first, those of migrations too, then the VMI. */
    private void end(ObjectNode vmi) {
        List<ObjectNode> pods = stage.owned(Kind.POD, vmi);
        pods.forEach(pod -> stage.delete(Kind.POD, pod));
        if (pods.isEmpty()) {
            release(vmi);
        }
    }

    void release(ObjectNode vmi) {
        ObjectNode copy = vmi.deepCopy();
        ArrayNode finalizers = copy.withArray("/metadata/finalizers");
        for (int i = finalizers.size() - 1; i >= 0; i--) {
            if (finalizers.path(i).asText().equals(FINALIZER)) {
                finalizers.remove(i);
            }
        }
        if (!finalizers.equals(vmi.at("/metadata/finalizers"))) {
            stage.replace(Kind.VMI, copy);
        }
    }

    private static String phase(Optional<ObjectNode> pod) {
        String phase = pod.map(p -> p.at("/status/phase").asText()).orElse("Failed");
        return switch (phase) {
            case "Running", "Failed", "Succeeded" -> phase;
            default -> pod.orElseThrow().at("/spec").has("nodeName") ? "Scheduled" : "Scheduling";
        };
    }

    private void status(ObjectNode vmi, String phase, Optional<ObjectNode> pod) {
        ObjectNode status = vmi.path("status").isObject() ? vmi.path("status").deepCopy() : JSON.createObjectNode();
        status.put("phase", phase);
        JsonNode started = vmi.at("/metadata/annotations").path(STARTED);
        if (started.isTextual()) {
            status.set("virtualMachineRevisionName", started);
        }
        Conditions conditions = new Conditions(vmi);
        boolean runs = phase.equals("Running");
        conditions.put("Ready", runs, runs ? "" : "GuestNotRunning", runs ? "" : "Guest VM is not reported as running");
        pod.ifPresent(p -> placed(p, status, conditions));
        if (runs) {
            migratable(vmi, conditions);
            agent(vmi, conditions);
            status.set("volumeStatus", volumeStatus(vmi));
        }
        status.set("conditions", conditions.made());
        stage.status(Kind.VMI, vmi, status);
    }

    private static void placed(ObjectNode pod, ObjectNode status, Conditions conditions) {
        String node = pod.at("/spec/nodeName").asText();
        if (!node.isEmpty()) {
            status.put("nodeName", node);
            status.putObject("activePods").put(pod.at("/metadata/uid").asText(), node);
        }
        for (JsonNode condition : pod.at("/status/conditions")) {
            if (condition.path("type").asText().equals("PodScheduled")
                    && condition.path("status").asText().equals("False")) {
                conditions.put(
                        "PodScheduled",
                        false,
                        condition.path("reason").asText(),
                        condition.path("message").asText());
            }
        }
    }

    private static void agent(ObjectNode vmi, Conditions conditions) {
        if (vmi.at("/metadata/annotations").path(AGENT).asText().equals("Connected")) {
            conditions.put("AgentConnected", true, "", "");
        }
    }

    private void migratable(ObjectNode vmi, Conditions conditions) {
        Optional<String> local = Claims.of(stage, vmi).stream()
                .filter(claim -> !claim.at("/spec/accessModes").toString().contains("ReadWriteMany"))
                .map(claim -> claim.at("/metadata/name").asText())
                .findFirst();
        if (!vmi.at("/spec/domain/devices/hostDevices").isEmpty()) {
            String message = "VMI specifies non-migratable generic PCI host device";
            conditions.put("LiveMigratable", false, "HostDeviceNotLiveMigratable", message);
        } else if (local.isPresent()) {
            String message = "cannot migrate VMI: PVC " + local.get()
                    + " is not shared, live migration requires that all PVCs must be shared (using ReadWriteMany access mode)";
            conditions.put("LiveMigratable", false, "DisksNotLiveMigratable", message);
        } else {
            conditions.put("LiveMigratable", true, "", "");
        }
    }

    /** Of every volume, by name; of those on claims, what KubeVirt says of the claim. */
    private ArrayNode volumeStatus(ObjectNode vmi) {
        ArrayNode list = JSON.createArrayNode();
        Map<String, String> claims = Claims.names(vmi);
        vmi.at("/spec/volumes")
                .valueStream()
                .map(v -> v.path("name").asText())
                .sorted()
                .forEach(volume -> {
                    ObjectNode entry = list.addObject().put("name", volume).put("target", "");
                    if (claims.containsKey(volume)) {
                        stage.find(Kind.CLAIM, vmi.at("/metadata/namespace").asText(), claims.get(volume))
                                .ifPresent(claim -> entry.set("persistentVolumeClaimInfo", info(claim)));
                    }
                });
        return list;
    }

    private static ObjectNode info(ObjectNode claim) {
        ObjectNode info = JSON.createObjectNode();
        info.set("claimName", claim.at("/metadata/name"));
        info.set("accessModes", claim.at("/spec/accessModes"));
        info.set("volumeMode", claim.at("/spec/volumeMode"));
        if (claim.at("/metadata/annotations").has("cdi.kubevirt.io/storage.preallocation")) {
            info.put("preallocated", true);
        }
        return info;
    }
}
