package dev.shortpath.actor;

import static dev.shortpath.actor.Stage.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** virt-controller's part with a VirtualMachine: its DataVolumes, its VMI, RestartRequired, its status. */
final class MachineRole {
    private static final String GENERATION = "kubevirt.io/vm-generation";
    private static final List<String> LIVE = List.of("affinity", "nodeSelector", "tolerations");

    private final Stage stage;
    private final Consumer<String> voice;
    private final Revisions revisions;

    MachineRole(Stage stage, Consumer<String> voice) {
        this.stage = stage;
        this.voice = voice;
        revisions = new Revisions(stage);
    }

    void visit(ObjectNode vm) {
        String namespace = vm.at("/metadata/namespace").asText();
        String name = vm.at("/metadata/name").asText();
        if (vm.at("/metadata").has("deletionTimestamp")) {
            return;
        }
        ObjectNode status = vm.path("status").isObject() ? vm.path("status").deepCopy() : JSON.createObjectNode();
        revisions.store(vm, "instancetype", status);
        revisions.store(vm, "preference", status);
        boolean filled = volumes(vm);
        Optional<ObjectNode> vmi = stage.find(Kind.VMI, namespace, name);
        boolean starts = Requests.starts(vm);
        boolean restart = false;
        if (vmi.isEmpty() && starts && filled) {
            start(vm, status);
        } else if (vmi.isPresent() && Requests.stops(vm, vmi.get())) {
            if (stage.delete(Kind.VMI, vmi.get())) {
                voice.accept("stops " + namespace + "/" + name);
                Requests.rerun(vm, vmi.get(), status);
            }
        } else if (vmi.isPresent() && !vmi.get().at("/metadata").has("deletionTimestamp")) {
            restart = restartRequired(vm, vmi.get(), status);
            if (restart && !Conditions.holds(vm, "RestartRequired")) {
                voice.accept(namespace + "/" + name + " needs a restart: its template is not what it was started with");
            }
            // Its launcher is made first, from the VMI as admission left it: so it was each time with the real ones.
            if (!restart && vmi.get().at("/status").has("phase")) {
                live(vm, vmi.get(), status);
            }
        }
        report(vm, vmi, status, restart);
        if (vmi.isPresent() || status.has("runStrategy")) {
            status.put("runStrategy", Requests.strategy(vm));
        }
        Requests.trim(status, vmi);
        status.put("printableStatus", word(vmi, starts, filled));
        stage.status(Kind.VM, vm, status);
    }

    /** Makes the DataVolumes that are not there, whether the VM is to run or not. @return whether all are filled */
    private boolean volumes(ObjectNode vm) {
        String namespace = vm.at("/metadata/namespace").asText();
        boolean filled = true;
        for (JsonNode template : vm.at("/spec/dataVolumeTemplates")) {
            String name = template.at("/metadata/name").asText();
            Optional<ObjectNode> there = stage.find(Kind.DATA_VOLUME, namespace, name);
            filled &= there.filter(dv -> dv.at("/status/phase").asText().equals("Succeeded"))
                    .isPresent();
            if (there.isEmpty() && stage.find(Kind.CLAIM, namespace, name).isEmpty()) {
                ObjectNode dv = JSON.createObjectNode();
                ObjectNode metadata = dv.putObject("metadata");
                metadata.setAll((ObjectNode) template.path("metadata").deepCopy());
                metadata.put("namespace", namespace).set("ownerReferences", Owned.by(Kind.VM, vm));
                metadata.withObject("/labels")
                        .put("kubevirt.io/created-by", vm.at("/metadata/uid").asText());
                dv.set("spec", template.path("spec"));
                if (stage.create(Kind.DATA_VOLUME, dv)) {
                    voice.accept("made DataVolume " + namespace + "/" + name + " from its VM's template");
                }
            }
        }
        return filled;
    }

    private void start(ObjectNode vm, ObjectNode status) {
        JsonNode template = vm.at("/spec/template");
        ObjectNode vmi = JSON.createObjectNode();
        ObjectNode metadata = vmi.putObject("metadata");
        for (String field : List.of("labels", "annotations")) {
            if (template.at("/metadata").has(field)) {
                metadata.set(field, template.at("/metadata").path(field).deepCopy());
            }
        }
        metadata.set("namespace", vm.at("/metadata/namespace"));
        metadata.set("name", vm.at("/metadata/name"));
        metadata.withObject("/annotations")
                .put(InstanceRole.STARTED, revisions.start(vm))
                .put(GENERATION, vm.at("/metadata/generation").asText());
        metadata.putArray("finalizers").add(InstanceRole.FINALIZER);
        metadata.set("ownerReferences", Owned.by(Kind.VM, vm));
        vmi.set("spec", revisions.expand(vm, template, status));
        if (stage.create(Kind.VMI, vmi)) {
            voice.accept("starts " + vm.at("/metadata/namespace").asText() + "/"
                    + vm.at("/metadata/name").asText());
        }
    }

    /** Whether the template, expanded, is another than at the start in more than KubeVirt changes in a running VM. */
    private boolean restartRequired(ObjectNode vm, ObjectNode vmi, ObjectNode status) {
        JsonNode started = revisions.started(vmi);
        if (started.isMissingNode()) {
            return Conditions.holds(vm, "RestartRequired");
        }
        return !withoutLive(revisions.expand(vm, started, status))
                .equals(withoutLive(revisions.expand(vm, vm.at("/spec/template"), status)));
    }

    private static ObjectNode withoutLive(ObjectNode spec) {
        spec.remove(LIVE);
        ObjectNode domain = (ObjectNode) spec.path("domain");
        domain.withObject("/cpu").remove("sockets");
        domain.withObject("/memory").remove("guest");
        return spec;
    }

    /** Placement is the VM's to say: what a VMI has of its own is taken back. An edit that changes nothing is seen. */
    private void live(ObjectNode vm, ObjectNode vmi, ObjectNode status) {
        JsonNode template = vm.at("/spec/template");
        ObjectNode wanted = revisions.expand(vm, template, status);
        ObjectNode copy = vmi.deepCopy();
        ObjectNode spec = (ObjectNode) copy.path("spec");
        for (String field : LIVE) {
            spec.remove(field);
            if (wanted.has(field)) {
                spec.set(field, wanted.path(field));
            }
        }
        if (!spec.equals(vmi.path("spec"))) {
            voice.accept("put the placement of VM " + vm.at("/metadata/name").asText() + " back on its VMI");
        }
        if (template.equals(revisions.started(vmi))) {
            String generation = vm.at("/metadata/generation").asText();
            copy.withObject("/metadata/annotations").put(GENERATION, generation);
        }
        if (!copy.equals(vmi)) {
            stage.replace(Kind.VMI, copy);
        }
    }

    private static void report(ObjectNode vm, Optional<ObjectNode> vmi, ObjectNode status, boolean restart) {
        status.remove(List.of("created", "ready"));
        vmi.ifPresent(instance -> status.put("created", true));
        vmi.filter(instance -> Conditions.holds(instance, "Ready")).ifPresent(instance -> status.put("ready", true));
        Conditions conditions = new Conditions(vm);
        if (vmi.isPresent()) {
            conditions.copy(vmi.get().at("/status/conditions"));
            status.put("observedGeneration", generation(vmi.get()));
            status.put("desiredGeneration", vm.at("/metadata/generation").asLong());
        } else {
            conditions.put("Ready", false, "VMINotExists", "VMI does not exist");
        }
        if (restart) {
            conditions.put("RestartRequired", true, "", "a non-live-updatable field was changed in the template spec");
        }
        status.set("conditions", conditions.made());
    }

    private static long generation(ObjectNode vmi) {
        return vmi.at("/metadata/annotations").path(GENERATION).asLong();
    }

    private static String word(Optional<ObjectNode> vmi, boolean starts, boolean filled) {
        if (vmi.isEmpty()) {
            return !filled ? "Provisioning" : starts ? "Starting" : "Stopped";
        }
        if (vmi.get().at("/metadata").has("deletionTimestamp")) {
            return "Stopping";
        }
        if (vmi.get().at("/status/conditions").toString().contains("\"Unschedulable\"")) {
            return "ErrorUnschedulable";
        }
        return vmi.get().at("/status/phase").asText().equals("Running") ? "Running" : "Starting";
    }
}
