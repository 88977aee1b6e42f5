package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** One expression of a label selector. */
@ValidationRule(
        value = "!(self.operator in ['In', 'NotIn']) || (has(self.values) && size(self.values) > 0)",
        fieldPath = ".values",
        message = "operator In and NotIn need at least one of values: write values, or operator: Exists or "
                + "DoesNotExist")
@ValidationRule(
        value = "!(self.operator in ['Exists', 'DoesNotExist']) || !has(self.values) || " + "size(self.values) == 0",
        fieldPath = ".values",
        message = "operator Exists and DoesNotExist take no values: leave values out, or write operator: "
                + "In or NotIn")
public record SelectorRequirement(
        @JsonPropertyDescription("The label's name, such as tier or example.com/tier.")
        @Required
        @Size(min = 1, max = 317)
        @Pattern("^([a-z0-9]([-.a-z0-9]*[a-z0-9])?/)?[A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?$")
        String key,

        @JsonPropertyDescription("In and NotIn compare the label's value with values; Exists and DoesNotExist ask only "
                + "for the label.")
        @Required
        SelectorOperator operator,

        @JsonPropertyDescription(
                "Values for In and NotIn, 1 to 16 of at most 63 characters; none for Exists and " + "DoesNotExist.")
        @Size(max = 16)
        List<@Size(max = 63) @Pattern("^([A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?)?$") String> values) {
    public SelectorRequirement {
        values = values == null ? List.of() : List.copyOf(values);
    }
}
