package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Compliance;
import dev.shortpath.api.PathReason;
import dev.shortpath.cluster.Delivering;
import dev.shortpath.facts.Cluster;
import dev.shortpath.kubevirt.FileWorld;
import dev.shortpath.kubevirt.Kinds;
import dev.shortpath.kubevirt.ProfileCheck;
import dev.shortpath.kubevirt.Profiles;
import dev.shortpath.kubevirt.Situations;
import dev.shortpath.kubevirt.World;
import dev.shortpath.plan.Outcome;
import dev.shortpath.plan.warning.ProfileWarnings;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is said on stderr: of `render` a line for each VM that will not simply have its path, and what input is odd. */
final class Notes {
    private final PrintStream err;
    private final Input input;
    private final List<Planned> plans;

    Notes(PrintStream err, Input input, List<Planned> plans) {
        this.err = err;
        this.input = input;
        this.plans = plans;
    }

    /** @param printed those of the VMs that were asked for */
    void write(List<Planned> printed) {
        if (printed.isEmpty()) {
            err.println("note: no VirtualMachine "
                    + (plans.isEmpty() ? "in the input" : "of this namespace in the input")
                    + ", so there is none to print");
        }
        for (Planned planned : printed) {
            Outcome outcome = planned.plan().outcome();
            if (outcome.compliance() != Compliance.COMPLIANT || outcome.reason() == PathReason.SET_IT_IN_GIT) {
                err.println("note: " + planned.title() + ": "
                        + outcome.compliance().word() + "/" + outcome.reason().word() + ": " + outcome.message());
            }
        }
        odd(err, input, plans);
    }

    /** Profiles that this cluster makes wrong, or that say what they cannot mean; VMIs without their VMs. */
    static void odd(PrintStream err, Input input, List<Planned> plans) {
        profiles(err, input.ofKind(Kinds.PROFILE), FileWorld.of(input.json()));
        lonely(input, plans).forEach(l -> err.println("note: " + l));
    }

    static void profiles(PrintStream err, List<Manifest> profiles, World world) {
        Cluster cluster = Situations.cluster(world, Delivering.of(world));
        for (Manifest profile : profiles) {
            if (ProfileCheck.accepts(profile.object())) {
                ProfileWarnings.of(Profiles.read(profile.object()), cluster)
                        .forEach(w -> err.println("warning: " + profile.at(Planning.pointer(w)) + ": StorageProfile "
                                + profile.name() + ": " + w));
            }
        }
    }

    /** VMIs whose VM is not in the input, each with the promise that holds for it. */
    private static List<String> lonely(Input input, List<Planned> plans) {
        Set<String> vms = new HashSet<>();
        plans.forEach(p -> vms.add(p.title()));
        return input.ofKind(KnownKind.VIRTUAL_MACHINE_INSTANCE.key()).stream()
                .filter(vmi -> !vms.contains(title(vmi.object())))
                .map(vmi -> title(vmi.object())
                        + (owned(vmi.object())
                                ? ": its VM is not in the input; Shortpath decides on VMs, so give that too"
                                : ": a VirtualMachineInstance without a VirtualMachine is never touched"))
                .toList();
    }

    private static boolean owned(JsonNode vmi) {
        for (JsonNode owner : vmi.path("metadata").path("ownerReferences")) {
            if (owner.path("kind").asText().equals("VirtualMachine")) {
                return true;
            }
        }
        return false;
    }

    private static String title(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
    }
}
