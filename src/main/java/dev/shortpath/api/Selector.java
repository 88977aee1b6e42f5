package dev.shortpath.api;

import java.util.List;
import java.util.Map;

/** A label selector with bounds, which the schema's CEL rules can be costed over; empty selects all. */
public record Selector(Map<String, String> matchLabels, List<SelectorRequirement> matchExpressions) {
    public Selector {
        matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
        matchExpressions = matchExpressions == null ? List.of() : List.copyOf(matchExpressions);
    }
}
