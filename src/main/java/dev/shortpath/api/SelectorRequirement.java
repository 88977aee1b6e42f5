package dev.shortpath.api;

import java.util.List;

/** One expression of a label selector. */
public record SelectorRequirement(String key, SelectorOperator operator, List<String> values) {
    public SelectorRequirement {
        values = values == null ? List.of() : List.copyOf(values);
    }
}
