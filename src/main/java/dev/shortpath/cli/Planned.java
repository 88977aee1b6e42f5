package dev.shortpath.cli;

import dev.shortpath.facts.Situation;
import dev.shortpath.plan.Plan;

/** One VM of the input, all that is known of it, and what becomes of it. */
record Planned(Manifest vm, Situation situation, Plan plan) {
    /** `namespace/name`; with a star where the API server gives out the rest of the name. */
    String title() {
        var metadata = vm.object().path("metadata");
        String name = metadata.path("name").asText();
        return metadata.path("namespace").asText() + "/"
                + (name.isEmpty() ? metadata.path("generateName").asText() + "*" : name);
    }
}
