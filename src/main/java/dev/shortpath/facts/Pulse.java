package dev.shortpath.facts;

import java.util.Optional;

/**
 * Whether a VM is up.
 *
 * @param vm `namespace/name`
 * @param toRun whether KubeVirt would start it when it is not running
 * @param instance the uid of its VMI
 */
public record Pulse(String vm, boolean toRun, Optional<String> instance, Health health) {
    /** Whether it should be up, and is not. */
    public boolean down() {
        return toRun && !health.ready();
    }
}
