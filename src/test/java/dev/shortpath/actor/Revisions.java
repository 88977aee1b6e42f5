package dev.shortpath.actor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The ControllerRevisions that virt-controller keeps: of a VM at its start, of its instancetype and its preference. */
final class Revisions {
    private final Stage stage;

    Revisions(Stage stage) {
        this.stage = stage;
    }

    /** Stores what {@code matcher} (instancetype or preference) names, once, and enters it into the status. */
    void store(ObjectNode vm, String matcher, ObjectNode status) {
        JsonNode named = vm.path("spec").path(matcher);
        String field = matcher + "Ref";
        String name = named.path("name").asText();
        if (name.isEmpty()) {
            status.remove(field);
            return;
        }
        JsonNode known = status.path(field);
        if (known.path("name").asText().equals(name) && known.has("controllerRevisionRef")) {
            return;
        }
        boolean cluster = !named.path("kind")
                .asText("cluster")
                .toLowerCase(java.util.Locale.ROOT)
                .equals("virtualmachine" + matcher);
        Kind kind = switch (matcher) {
            case "instancetype" -> cluster ? Kind.CLUSTER_INSTANCETYPE : Kind.INSTANCETYPE;
            default -> cluster ? Kind.CLUSTER_PREFERENCE : Kind.PREFERENCE;
        };
        String revision = named.path("revisionName").asText();
        if (revision.isEmpty()) {
            Optional<ObjectNode> object = stage.find(kind, text(vm, "namespace"), name);
            if (object.isEmpty()) {
                return;
            }
            revision = keep(vm, kind, object.get());
        }
        ObjectNode reference = status.putObject(field).put("name", name);
        if (named.has("kind")) {
            reference.set("kind", named.path("kind"));
        }
        reference.putObject("controllerRevisionRef").put("name", revision);
    }

    private String keep(ObjectNode vm, Kind kind, ObjectNode object) {
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        metadata.remove(java.util.List.of("labels", "annotations", "managedFields", "ownerReferences", "finalizers"));
        String generation = metadata.path("generation").asText();
        String name =
                String.join("-", text(vm, "name"), text(object, "name"), kind.version, text(object, "uid"), generation);
        ObjectNode revision = revision(vm, name, object);
        ((ObjectNode) revision.path("metadata"))
                .putObject("labels")
                .put("instancetype.kubevirt.io/object-generation", generation)
                .put("instancetype.kubevirt.io/object-kind", kind.word)
                .put("instancetype.kubevirt.io/object-name", text(object, "name"))
                .put("instancetype.kubevirt.io/object-uid", text(object, "uid"))
                .put("instancetype.kubevirt.io/object-version", kind.version);
        stage.create(Kind.REVISION, revision);
        return name;
    }

    /** Stores the spec that a VM starts with. @return the revision's name */
    String start(ObjectNode vm) {
        String name = "revision-start-vm-" + text(vm, "uid") + "-" + text(vm, "generation");
        ObjectNode data = Stage.JSON.createObjectNode();
        data.set("spec", vm.path("spec"));
        stage.create(Kind.REVISION, revision(vm, name, data));
        return name;
    }

    /** The template that a VMI was started from; a missing node if that is not known. */
    JsonNode started(ObjectNode vmi) {
        String name = vmi.at("/status/virtualMachineRevisionName").asText();
        return stage.find(Kind.REVISION, text(vmi, "namespace"), name)
                .map(revision -> revision.at("/data/spec/template"))
                .orElse(MissingNode.getInstance());
    }

    /** A template of this VM, expanded by the revisions in its status. */
    ObjectNode expand(ObjectNode vm, JsonNode template, JsonNode status) {
        return Expansion.of(template, kept(vm, status.path("instancetypeRef")), kept(vm, status.path("preferenceRef")));
    }

    private JsonNode kept(ObjectNode vm, JsonNode reference) {
        String name = reference.at("/controllerRevisionRef/name").asText();
        return stage.find(Kind.REVISION, text(vm, "namespace"), name)
                .map(revision -> revision.at("/data/spec"))
                .orElse(MissingNode.getInstance());
    }

    private static ObjectNode revision(ObjectNode vm, String name, ObjectNode data) {
        ObjectNode revision = Stage.JSON.createObjectNode().put("revision", 1);
        ObjectNode metadata = revision.putObject("metadata").put("name", name);
        metadata.put("namespace", text(vm, "namespace")).set("ownerReferences", Owned.by(Kind.VM, vm));
        revision.set("data", data);
        return revision;
    }

    private static String text(ObjectNode object, String field) {
        return object.path("metadata").path(field).asText();
    }
}
