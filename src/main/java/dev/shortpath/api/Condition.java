package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A condition as the Kubernetes API conventions have it; a list of them is keyed by type. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        @JsonPropertyDescription("What the condition speaks of.")
        @Required
        @Size(min = 1, max = 316)
        @Pattern("^[A-Z][A-Za-z0-9]*$")
        String type,

        @JsonPropertyDescription("True, False or Unknown.") @Required @Pattern("^(True|False|Unknown)$")
        String status,

        @JsonPropertyDescription("Why, in one word; docs/conditions.md lists them.")
        @Required
        @Size(min = 1, max = 1024)
        @Pattern("^[A-Z][A-Za-z0-9]*$")
        String reason,

        @JsonPropertyDescription("Why, for a person, and what they can do.") @Required @Size(max = 32768)
        String message,

        @JsonPropertyDescription("When status last changed, in RFC 3339.") @Required
        String lastTransitionTime,

        @JsonPropertyDescription("The metadata.generation that the condition was made for.") @Min(0)
        Long observedGeneration) {}
