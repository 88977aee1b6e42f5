package dev.shortpath.plan;

import dev.shortpath.api.Delivery;
import dev.shortpath.api.Keys;
import dev.shortpath.api.Mode;
import dev.shortpath.api.PathReason;
import dev.shortpath.api.RolloutStrategy;
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
                .or(() -> notAccepted(facts, profile))
                .or(() -> shut(facts, profile.spec().mode(), profile.paused()));
        if (shut.isPresent()) {
            return shut.get();
        }
        if (vm.expansionProblem().isPresent()) {
            return new Shut(
                    PathReason.NOT_WRITTEN,
                    "The VM cannot be expanded: " + vm.expansionProblem().get());
        }
        boolean stages = delivery.delivery() == Delivery.VIRTUAL_MACHINE
                && profile.spec().rollout().strategy() != RolloutStrategy.WHEN_STOPPED;
        return facts.moment().birth() || vm.running().isEmpty() && !vm.toRun() || stages
                ? new Open()
                : later(facts, delivery);
    }

    private static Optional<Gate> notAccepted(Situation facts, Profile profile) {
        return Acceptance.of(profile, facts.cluster())
                .map(problem -> new Shut(
                        PathReason.NOT_WRITTEN,
                        "Profile " + profile.name() + " is not accepted here, so nothing is written. "
                                + problem.message()));
    }

    private static Later later(Situation facts, Deliveries.Chosen delivery) {
        if (facts.cluster().deliveries().instance().ready()) {
            return new Later(
                    PathReason.NEXT_START,
                    "The VM gets the plan at its next stop and start; a reboot inside the guest or a live"
                            + " migration is not one.");
        }
        return delivery.delivery() == Delivery.INSTANCE
                ? new Later(PathReason.NOT_WRITTEN, undelivered(facts, delivery))
                : new Later(
                        PathReason.NEEDS_STOP,
                        "The VM gets the plan once it is stopped (rollout WhenStopped); then start it again. A reboot inside the"
                                + " guest does not do.");
    }

    /** Why a VM whose spec is left alone does not get the plan with its VMIs either. */
    static String undelivered(Situation facts, Deliveries.Chosen delivery) {
        return "The VM's spec is left alone (" + delivery.why() + "), and its VMIs do not get the plan: "
                + String.join("; ", facts.cluster().deliveries().instance().missing())
                + ". To have the spec written, say delivery: VirtualMachine in the profile.";
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
