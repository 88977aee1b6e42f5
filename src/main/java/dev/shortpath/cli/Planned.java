package dev.shortpath.cli;

import dev.shortpath.facts.Situation;
import dev.shortpath.plan.Plan;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One VM of the input, all that is known of it, and what becomes of it.
 *
 * @param measured what `shortpath bench` found of it, as its StoragePath says
 */
record Planned(Manifest vm, Situation situation, Plan plan, Map<String, String> measured) {
    Planned {
        measured = Collections.unmodifiableMap(new TreeMap<>(measured));
    }

    /** `namespace/name`; with a star where the API server gives out the rest of the name. */
    String title() {
        return namespace() + "/" + name();
    }

    String namespace() {
        return vm.object().path("metadata").path("namespace").asText();
    }

    String name() {
        var metadata = vm.object().path("metadata");
        String name = metadata.path("name").asText();
        return name.isEmpty() ? metadata.path("generateName").asText() + "*" : name;
    }
}
