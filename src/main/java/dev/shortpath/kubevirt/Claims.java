package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.VolumeMode;
import dev.shortpath.facts.Claim;
import dev.shortpath.facts.Presence;
import java.util.List;
import java.util.Optional;

/** From the manifest of a PersistentVolumeClaim to facts. */
final class Claims {
    /** Parts of annotation keys by which KubeVirt knows a preallocated claim (pkg/storage/types/pvc.go). */
    private static final List<String> PREALLOCATED = List.of("/storage.preallocation", "/storage.thick-provisioned");

    private Claims() {}

    static Claim of(JsonNode claim) {
        boolean preallocated = Tree.strings(claim, "metadata", "annotations").entrySet().stream()
                .anyMatch(a -> a.getValue().equals("true")
                        && PREALLOCATED.stream().anyMatch(part -> a.getKey().contains(part)));
        JsonNode className = Tree.at(claim, "spec", "storageClassName");
        return new Claim(
                Presence.PRESENT,
                Tree.name(claim),
                // The API server fills in Filesystem; a manifest from a file may leave it out.
                Clusters.volumeMode(Tree.at(claim, "spec")).or(() -> Optional.of(VolumeMode.FILESYSTEM)),
                className.isTextual() ? Optional.of(className.textValue()) : Optional.empty(),
                Tree.texts(claim, "spec", "accessModes"),
                preallocated);
    }
}
