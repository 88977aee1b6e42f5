package dev.shortpath.facts;

import java.time.Instant;

/**
 * A restart that stands in the profile's status.
 *
 * @param vm `namespace/name`
 * @param instance the uid of the VMI that is to go
 * @param at when it was recorded, which is before it was asked for
 * @param agent whether the guest's agent answered, so that the VM is not back before it does again
 */
public record Restart(String vm, String instance, Instant at, boolean agent) {
    /** Whether the VM runs again, in a new VMI. */
    public boolean back(Pulse pulse) {
        return pulse.health().ready()
                && pulse.instance().filter(i -> !i.equals(instance)).isPresent()
                && (pulse.health().agentConnected() || !agent);
    }

    /** Whether the VMI that is to go is still the VM's. */
    public boolean pending(Pulse pulse) {
        return pulse.instance().filter(instance::equals).isPresent();
    }
}
