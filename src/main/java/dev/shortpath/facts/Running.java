package dev.shortpath.facts;

import java.util.Map;
import java.util.Optional;

/**
 * A VM's VMI.
 *
 * @param values its VM-wide values, as KubeVirt expanded them
 * @param node where it runs
 * @param startedFrom the generation of its VM from which it was started, or that changed nothing for it since
 */
public record Running(
        String uid,
        String phase,
        boolean deleting,
        Map<Field, String> values,
        Optional<String> node,
        Optional<Boolean> liveMigratable,
        Health health,
        Optional<Long> startedFrom) {
    public Running {
        values = Map.copyOf(values);
    }
}
