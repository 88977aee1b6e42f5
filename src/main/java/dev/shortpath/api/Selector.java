package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A label selector with bounds, which the schema's CEL rules can be costed over; empty selects all. */
@ValidationRule(
        value = "!has(self.matchLabels) || self.matchLabels.all(k, k.size() <= 317 && "
                + "k.matches('^([a-z0-9]([-.a-z0-9]*[a-z0-9])?/)?[A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?$'))",
        fieldPath = ".matchLabels",
        message = "a key of matchLabels is a label's name, such as tier or example.com/tier")
public record Selector(
        @JsonPropertyDescription(
                "Labels that must all be there with these values, at most 16; numbers and words such as "
                        + "on or yes stand in quotes.")
        @Size(max = 16)
        Map<String, @Size(max = 63) @Pattern("^([A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?)?$") String> matchLabels,

        @JsonPropertyDescription("Expressions that must all hold, at most 16.") @Size(max = 16)
        List<SelectorRequirement> matchExpressions) {
    public Selector {
        matchLabels = matchLabels == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(matchLabels));
        matchExpressions = matchExpressions == null ? List.of() : List.copyOf(matchExpressions);
    }
}
