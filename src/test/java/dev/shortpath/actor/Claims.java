package dev.shortpath.actor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The claims behind a VMI's volumes. */
final class Claims {
    private Claims() {}

    /** Those that are there. */
    static List<ObjectNode> of(Stage stage, ObjectNode vmi) {
        String namespace = vmi.at("/metadata/namespace").asText();
        return names(vmi).values().stream()
                .flatMap(claim -> stage.find(Kind.CLAIM, namespace, claim).stream())
                .toList();
    }

    /** Their names, by the volume's name. */
    static Map<String, String> names(JsonNode vmi) {
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
