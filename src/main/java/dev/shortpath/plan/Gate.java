package dev.shortpath.plan;

import dev.shortpath.api.Delivery;
import dev.shortpath.api.Keys;
import dev.shortpath.api.Mode;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.RolloutStrategy;
import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Situation;
import dev.shortpath.facts.Vm;
import java.util.List;
import java.util.Optional;

/** Whether the plan may be written now (API.md, section 5). */
sealed interface Gate {
    /** All of it. */
    record Open() implements Gate {}

    /** Only what somebody's write wiped is put back; the rest later. */
    record Later(PathReason reason, String message) implements Gate {}

    /** Nothing at all. */
    record Shut(PathReason reason, String message) implements Gate {}

    /** For a VM that a profile binds; of several reasons the one that weighs most. */
    static Gate of(Situation facts, Profile profile, Deliveries.Chosen delivery, List<String> faults) {
        Vm vm = facts.vm();
        Optional<Gate> shut = cannotStart(faults)
                .or(() -> notPossible(facts, profile, delivery))
                .or(() -> shut(facts, profile.spec().mode(), profile.paused()));
        if (shut.isPresent()) {
            return shut.get();
        }
        if (vm.expansionProblem().isPresent()) {
            return new Shut(
                    PathReason.NOT_WRITTEN,
                    "The VM cannot be expanded: " + vm.expansionProblem().get());
        }
        if (facts.moment().birth()
                || vm.running().isEmpty() && !vm.toRun()
                || profile.spec().rollout().strategy() == RolloutStrategy.STAGE) {
            return new Open();
        }
        return facts.cluster().deliveries().instance().ready()
                ? new Later(PathReason.NEXT_START, "The VM gets the plan at its next stop and start.")
                : new Later(
                        PathReason.NEEDS_STOP,
                        "The VM gets the plan once it is stopped (rollout WhenStopped); then start it again. A reboot inside the"
                                + " guest does not do.");
    }

    /** For a VM that has parted from its profile. */
    static Gate ofParting(Situation facts) {
        Vm vm = facts.vm();
        Optional<Profile> old = facts.profiles().stream()
                .filter(p -> p.name().equals(facts.applied().profile()))
                .findFirst();
        Optional<Gate> shut = shut(
                facts,
                old.map(p -> p.spec().mode()).orElse(Mode.APPLY),
                old.map(Profile::paused).orElse(false));
        return shut.orElseGet(() -> vm.running().isEmpty() && !vm.toRun()
                        || facts.moment().birth()
                ? new Open()
                : new Later(PathReason.NEEDS_STOP, "What its profile set is taken back once the VM is stopped."));
    }

    private static Optional<Gate> cannotStart(List<String> faults) {
        if (faults.isEmpty()) {
            return Optional.empty();
        }
        int more = faults.size() - 1;
        return Optional.of(new Shut(
                PathReason.CANNOT_START,
                "KubeVirt cannot start the VM as it is written: " + faults.getFirst()
                        + (more == 0
                                ? ""
                                : " And " + more + " more: " + String.join(" ", faults.subList(1, more + 1)))));
    }

    private static Optional<Gate> notPossible(Situation facts, Profile profile, Deliveries.Chosen delivery) {
        if (delivery.delivery() == Delivery.INSTANCE) {
            Capability instance = facts.cluster().deliveries().instance();
            String why = instance.ready() ? "its VMIs get the plan" : String.join("; ", instance.missing());
            return Optional.of(new Shut(
                    PathReason.NOT_POSSIBLE,
                    "The VM's spec is left alone (" + delivery.why() + "), and " + why
                            + ". To have the spec written, say delivery: VirtualMachine in the profile."));
        }
        return profile.spec().rollout().strategy() == RolloutStrategy.RESTART
                ? Optional.of(
                        new Shut(
                                PathReason.NOT_POSSIBLE,
                                "Rollout Restart is not in this version of Shortpath, so nothing is written; use Stage or WhenStopped."))
                : Optional.empty();
    }

    private static Optional<Gate> shut(Situation facts, Mode mode, boolean profilePaused) {
        Vm vm = facts.vm();
        if (vm.id().deleting()) {
            return Optional.of(new Shut(PathReason.NOT_WRITTEN, "The VM is being deleted."));
        }
        Optional<String> problem = facts.applied().problem();
        if (problem.isPresent()) {
            return Optional.of(new Shut(PathReason.NOT_WRITTEN, problem.get()));
        }
        if (mode == Mode.AUDIT) {
            return Optional.of(new Shut(PathReason.AUDIT_ONLY, "The profile only reports (mode: Audit)."));
        }
        if (profilePaused || vm.annotations().containsKey(Keys.PAUSED)) {
            return Optional.of(new Shut(
                    PathReason.NOT_WRITTEN,
                    (profilePaused ? "The profile" : "The VM")
                            + " is paused; remove the annotation shortpath.dev/paused to go on."));
        }
        return vm.busy()
                .map(b -> new Shut(PathReason.NOT_WRITTEN, "Nothing is written while the VM is busy with " + b + "."));
    }
}
