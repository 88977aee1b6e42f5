package dev.shortpath.kubevirt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Keys;
import dev.shortpath.plan.passthrough.Permit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The annotation `shortpath.dev/permitted-host-devices` of the KubeVirt CR: what we added there, as compact JSON. Of a note that
 * cannot be read nothing is ours.
 *
 * @param made parents that we made, as JSON pointers: they go with the last entry
 */
record PermitNote(List<Permit> set, Set<String> made) {
    private static final int VERSION = 1;
    private static final PermitNote NONE = new PermitNote(List.of(), Set.of());
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static PermitNote of(JsonNode kubevirt) {
        return Tree.text(Tree.at(kubevirt, "metadata", "annotations"), Keys.PERMITTED)
                .flatMap(PermitNote::tree)
                .filter(n -> n.path("v").asInt() == VERSION)
                .map(n -> {
                    List<Permit> set = new ArrayList<>();
                    n.path("set").forEach(e -> set.add(permit(e)));
                    Set<String> made = new HashSet<>();
                    n.path("made").forEach(m -> made.add(m.asText()));
                    return new PermitNote(set, made);
                })
                .orElse(NONE);
    }

    private static Optional<JsonNode> tree(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JsonProcessingException odd) {
            return Optional.empty();
        }
    }

    /** An entry as it stands in a list. */
    static Permit permit(JsonNode entry) {
        String selector = entry.path("pciVendorSelector").asText("");
        String resource = entry.path("resourceName").asText("");
        return new Permit(selector, resource, !entry.equals(entry(selector, resource)));
    }

    static ObjectNode entry(String selector, String resource) {
        return JSON.createObjectNode().put("pciVendorSelector", selector).put("resourceName", resource);
    }

    String text() {
        ObjectNode note = JSON.createObjectNode().put("v", VERSION);
        ArrayNode entries = note.putArray("set");
        set.forEach(p -> entries.add(entry(p.selector(), p.resource())));
        ArrayNode parents = note.putArray("made");
        made.stream().sorted().forEach(parents::add);
        return note.toString();
    }
}
