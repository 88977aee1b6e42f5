package dev.shortpath.actor;

import static dev.shortpath.actor.Stage.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/**
 * CDI and a provisioner, played: a claim for each DataVolume, a PersistentVolume for each claim (the real controller then
 * binds them), CDI's StorageProfile's status from its spec, and KubeVirt's own readiness.
 */
final class StorageRole {
    private final Stage stage;
    private final Consumer<String> voice;

    StorageRole(Stage stage, Consumer<String> voice) {
        this.stage = stage;
        this.voice = voice;
    }

    void visit(Kind kind, ObjectNode object) {
        if (object.at("/metadata").has("deletionTimestamp")) {
            return;
        }
        switch (kind) {
            case DATA_VOLUME -> dataVolume(object);
            case CLAIM -> claim(object);
            case VOLUME -> volume(object);
            case CDI_PROFILE -> profile(object);
            case KUBEVIRT -> kubeVirt(object);
            default -> throw new IllegalArgumentException("no part for " + kind);
        }
    }

    private void dataVolume(ObjectNode dv) {
        String namespace = dv.at("/metadata/namespace").asText();
        String name = dv.at("/metadata/name").asText();
        Optional<ObjectNode> claim = stage.find(Kind.CLAIM, namespace, name);
        if (claim.isEmpty()
                && !dv.at("/status/phase").asText().equals("Succeeded")
                && stage.create(Kind.CLAIM, claimOf(dv))) {
            voice.accept("made the claim of DataVolume " + namespace + "/" + name);
        }
        boolean bound = claim.filter(c -> c.at("/status/phase").asText().equals("Bound"))
                .isPresent();
        if (!dv.at("/status/phase").asText().equals("Succeeded")) {
            ObjectNode status = JSON.createObjectNode().put("claimName", name);
            status.put("phase", bound ? "Succeeded" : "Pending").put("progress", bound ? "100.0%" : "N/A");
            stage.status(Kind.DATA_VOLUME, dv, status);
        }
    }

    private ObjectNode claimOf(ObjectNode dv) {
        ObjectNode claim = JSON.createObjectNode();
        ObjectNode metadata = claim.putObject("metadata");
        metadata.set("namespace", dv.at("/metadata/namespace"));
        metadata.set("name", dv.at("/metadata/name"));
        metadata.putObject("labels").put("app.kubernetes.io/managed-by", "cdi-controller");
        if (dv.at("/spec/preallocation").asBoolean()) {
            metadata.putObject("annotations").put("cdi.kubevirt.io/storage.preallocation", "true");
        }
        metadata.set("ownerReferences", Owned.by(Kind.DATA_VOLUME, dv));
        ObjectNode spec = claim.putObject("spec");
        spec.putObject("resources").putObject("requests").put("storage", "1Gi");
        if (dv.at("/spec/pvc") instanceof ObjectNode pvc) {
            spec.setAll(pvc.deepCopy());
        } else if (dv.at("/spec/storage") instanceof ObjectNode storage) {
            spec.setAll(storage.deepCopy());
            fill(spec);
        }
        return claim;
    }

    /** What a {@code storage} template leaves out comes from the first fitting property set of CDI's StorageProfile. */
    private void fill(ObjectNode spec) {
        JsonNode sets = stage.find(
                        Kind.CDI_PROFILE, "", spec.path("storageClassName").asText())
                .map(profile -> profile.at("/status/claimPropertySets"))
                .orElse(JSON.createArrayNode());
        Optional<JsonNode> fitting = StreamSupport.stream(sets.spliterator(), false)
                .filter(set ->
                        !spec.has("volumeMode") || spec.path("volumeMode").equals(set.path("volumeMode")))
                .filter(set -> !spec.has("accessModes") || holds(set.path("accessModes"), spec.path("accessModes")))
                .findFirst();
        fitting.ifPresent(set -> {
            spec.putIfAbsent("volumeMode", set.path("volumeMode"));
            spec.putIfAbsent("accessModes", set.path("accessModes"));
        });
        if (!spec.has("accessModes")) {
            spec.putArray("accessModes").add("ReadWriteOnce");
        }
    }

    private static boolean holds(JsonNode all, JsonNode some) {
        return StreamSupport.stream(some.spliterator(), false)
                .allMatch(one -> StreamSupport.stream(all.spliterator(), false).anyMatch(one::equals));
    }

    /** Gives every claim a volume, whatever its class; no mount will ever be tried. */
    private void claim(ObjectNode claim) {
        if (claim.at("/spec").has("volumeName")) {
            return;
        }
        String uid = claim.at("/metadata/uid").asText();
        ObjectNode volume = JSON.createObjectNode();
        volume.putObject("metadata")
                .put("name", "pvc-" + uid)
                .putObject("labels")
                .put("played", "true");
        ObjectNode spec = volume.putObject("spec");
        spec.set("capacity", claim.at("/spec/resources/requests"));
        spec.set("accessModes", claim.at("/spec/accessModes"));
        spec.set("volumeMode", claim.at("/spec/volumeMode"));
        spec.put("storageClassName", claim.at("/spec/storageClassName").asText());
        spec.put("persistentVolumeReclaimPolicy", "Retain");
        spec.putObject("nfs").put("server", "played.invalid").put("path", "/" + uid);
        ObjectNode reference =
                spec.putObject("claimRef").put("apiVersion", "v1").put("kind", Kind.CLAIM.word);
        reference.put("namespace", claim.at("/metadata/namespace").asText());
        reference.put("name", claim.at("/metadata/name").asText()).put("uid", uid);
        stage.create(Kind.VOLUME, volume);
    }

    private void volume(ObjectNode volume) {
        if (volume.at("/metadata/labels").has("played")
                && volume.at("/status/phase").asText().equals("Released")) {
            stage.delete(Kind.VOLUME, volume);
        }
    }

    private void profile(ObjectNode profile) {
        if (profile.at("/spec/claimPropertySets") instanceof ArrayNode sets) {
            ObjectNode status =
                    profile.path("status").isObject() ? profile.path("status").deepCopy() : JSON.createObjectNode();
            status.put("storageClass", profile.at("/metadata/name").asText()).set("claimPropertySets", sets);
            stage.status(Kind.CDI_PROFILE, profile, status);
        }
    }

    private void kubeVirt(ObjectNode kubeVirt) {
        if (kubeVirt.at("/status/phase").asText().isEmpty()) {
            ObjectNode status = JSON.createObjectNode().put("phase", "Deployed");
            status.put("defaultArchitecture", "amd64");
            stage.status(Kind.KUBEVIRT, kubeVirt, status);
            voice.accept("says that it is deployed");
        }
    }
}
