package dev.shortpath.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/**
 * What a desk says: it never refuses.
 *
 * @param patch a JSON Patch; empty: the object stays as it is
 * @param warnings all that there is to say, the weightiest first; the door cuts and counts
 */
public record Answer(ArrayNode patch, List<String> warnings) {
    public Answer {
        warnings = List.copyOf(warnings);
    }

    public static Answer unchanged(String... warnings) {
        return new Answer(JsonNodeFactory.instance.arrayNode(), List.of(warnings));
    }
}
