package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** The nodes that can take a VM of a profile, and what the others lack. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NodeCounts(
        @JsonPropertyDescription("Nodes that have what the profile's placement requires; a stale node counts.") @Min(0)
        Integer eligible,

        @JsonPropertyDescription("All nodes.") @Min(0) Integer total,

        @JsonPropertyDescription("What the others lack, for a person.") @Size(max = 1024)
        String why) {}
