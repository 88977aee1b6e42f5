package dev.shortpath.laws;

import static dev.shortpath.laws.Generated.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.PathReason;
import dev.shortpath.facts.Moment;

/** Whether KubeVirt can start a generated VM: of what people write in any combination, it starts the lesser part. */
public final class Startable {
    private Startable() {}

    /** Whether KubeVirt can start a VM as it stands, whoever wrote what. */
    public static boolean is(JsonNode vm) {
        ObjectNode owners = vm.deepCopy();
        ((ObjectNode) owners.get("metadata")).remove("annotations");
        ((ObjectNode) owners.get("metadata")).set("labels", Generated.object("shortpath.dev/profile", "p"));
        return LawsTest.plan(owners, bare(), Moment.LOOP).outcome().reason() != PathReason.CANNOT_START;
    }

    private static ObjectNode bare() {
        ObjectNode profile = JSON.createObjectNode()
                .put("apiVersion", "shortpath.dev/v1alpha1")
                .put("kind", "StorageProfile");
        profile.set("metadata", Generated.object("name", "p"));
        profile.set("spec", Generated.object("mode", "Audit"));
        return profile;
    }
}
