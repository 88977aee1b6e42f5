package dev.shortpath.plan;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.Keys;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.RolloutStrategy;
import dev.shortpath.facts.Disk;
import dev.shortpath.facts.DiskKind;
import dev.shortpath.facts.Health;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Running;
import dev.shortpath.facts.Vm;
import dev.shortpath.facts.VolumeType;
import java.util.Optional;
import java.util.Set;

/** Which VMs a rollout never restarts (API.md, section 5): a restart is a new VMI, and what only the old one had is gone. */
final class RestartSafety {
    /** KubeVirt does not take a restart of these, or a person chose that nothing starts them again. */
    private static final Set<String> NEVER = Set.of("Once", "Halted", "WaitAsReceiver");

    private RestartSafety() {}

    /**
     * How a VM stands whose plan is stored and not run with.
     *
     * @param held whether the VM's spec differs from its VMI's: KubeVirt compares no annotations
     */
    static Outcome outcome(Profile profile, Vm vm, String stored, boolean held) {
        String meanwhile = held
                ? " Until then KubeVirt holds back changes of CPU, memory, affinity, tolerations and volume migration."
                : "";
        if (profile.spec().rollout().strategy() != RolloutStrategy.RESTART) {
            return new Outcome(
                    Compliance.OUT_OF_DATE, PathReason.RESTART_REQUIRED, stored + ": restart it." + meanwhile);
        }
        return hindrance(vm)
                .map(why -> new Outcome(
                        Compliance.OUT_OF_DATE,
                        PathReason.RESTART_NOT_SAFE,
                        stored + ". Shortpath does not restart it, since " + why + "." + meanwhile))
                .orElseGet(() -> new Outcome(
                        Compliance.OUT_OF_DATE,
                        PathReason.RESTART_REQUIRED,
                        stored + ": the profile's rollout restarts it when its turn comes." + meanwhile));
    }

    /** Why a VM is left alone and what a person can do, as the end of a sentence; its data comes first. */
    private static Optional<String> hindrance(Vm vm) {
        return vm.disks().stream()
                .filter(RestartSafety::isLost)
                .findFirst()
                .map(d -> "what is written on " + d.name() + " (" + kind(d) + ") would be lost: restart it yourself")
                .or(() -> vm.machine().hostDevices().stream()
                        .findFirst()
                        .map(d -> "it has the host device " + d + ", and would get another one: restart it yourself"))
                .or(() -> vm.busy().map(b -> "it is busy with " + b + ": its turn comes when that is over"))
                .or(() -> paused(vm))
                .or(() -> Optional.of(vm.runStrategy())
                        .filter(NEVER::contains)
                        .map(s -> "its runStrategy is " + s + ": restart it yourself"))
                .or(() -> futile(vm));
    }

    // A volume without an entry among the disks is made a writable one by KubeVirt (SetDefaultVolumeDisk).
    private static boolean isLost(Disk disk) {
        return switch (disk.volume().type()) {
            case CONTAINER_DISK, EMPTY_DISK, EPHEMERAL -> disk.kind() != DiskKind.CDROM && !disk.readOnly();
            default -> false;
        };
    }

    private static String kind(Disk disk) {
        VolumeType type = disk.volume().type();
        return switch (type) {
            case CONTAINER_DISK -> "a containerDisk";
            case EMPTY_DISK -> "an emptyDisk";
            default -> "an ephemeral volume";
        };
    }

    private static Optional<String> paused(Vm vm) {
        if (vm.annotations().containsKey(Keys.PAUSED)) {
            return Optional.of("it carries the annotation " + Keys.PAUSED + ": take that away, or restart it yourself");
        }
        return vm.running()
                .map(Running::health)
                .filter(Health::paused)
                .map(h -> "it is paused: unpause it, or restart it yourself");
    }

    /** Who changes a VMI at its start does so at every start: restarting would never end. */
    private static Optional<String> futile(Vm vm) {
        return vm.running()
                .flatMap(Running::startedFrom)
                .filter(g -> g >= vm.id().generation())
                .map(g -> "it was started with the plan in its spec, and another start would do the same: look for"
                        + " what else changes its VMI");
    }
}
