package dev.shortpath.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.api.Selector;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Whom a profile can concern, as far as the API server can tell before it asks.
 *
 * @param selectors of the profiles that take VMs without their asking
 * @param anybody whether there is a profile, or a VM that is bound or carries values of ours
 */
record Audience(List<Selector> selectors, boolean anybody) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Selector EVERYBODY = new Selector(Map.of(), List.of());

    Audience {
        selectors = List.copyOf(selectors);
    }

    static Audience of(Collection<JsonNode> profiles, boolean someVmIsOurs) {
        List<Selector> selectors = profiles.stream()
                .map(p -> p.at("/spec/selector"))
                .filter(JsonNode::isObject)
                .map(s -> selector(s.path("vmSelector")))
                .distinct()
                .toList();
        return new Audience(selectors, someVmIsOurs || !profiles.isEmpty());
    }

    private static Selector selector(JsonNode given) {
        if (!given.isObject()) {
            return EVERYBODY;
        }
        try {
            return MAPPER.treeToValue(given, Selector.class);
        } catch (JsonProcessingException e) {
            return EVERYBODY; // Rather asked once too often.
        }
    }
}
