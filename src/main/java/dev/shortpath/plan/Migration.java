package dev.shortpath.plan;

import dev.shortpath.facts.Claim;
import dev.shortpath.facts.Presence;
import dev.shortpath.facts.Running;
import dev.shortpath.facts.Vm;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether a VM can be migrated live (VMH, calculateLiveMigrationCondition): its claims must be ReadWriteMany, and it must
 * have no host device.
 *
 * @param possible empty when it is not known
 * @param why for a person
 */
public record Migration(Optional<Boolean> possible, String why) {
    public static Migration of(Vm vm) {
        if (!vm.machine().hostDevices().isEmpty()) {
            return new Migration(Optional.of(false), "it has host devices");
        }
        List<Claim> claims = vm.disks().stream()
                .flatMap(d -> d.volume().claim().stream())
                .sorted(Comparator.comparing(Claim::name))
                .toList();
        Optional<Claim> stuck = claims.stream()
                .filter(c -> c.presence() == Presence.PRESENT)
                .filter(c -> !c.accessModes().contains("ReadWriteMany"))
                .findFirst();
        if (stuck.isPresent()) {
            return new Migration(Optional.of(false), "claim " + stuck.get().name() + " is not ReadWriteMany");
        }
        Optional<Boolean> seen = vm.running().flatMap(Running::liveMigratable);
        if (seen.isPresent()) {
            return new Migration(seen, "KubeVirt says so of the running VM");
        }
        Optional<Claim> unknown =
                claims.stream().filter(c -> c.presence() != Presence.PRESENT).findFirst();
        return unknown.map(c -> new Migration(Optional.empty(), "claim " + c.name() + " is not known yet"))
                .orElse(new Migration(Optional.of(true), "nothing of its disks stands against it"));
    }
}
