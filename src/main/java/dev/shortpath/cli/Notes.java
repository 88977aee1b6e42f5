package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Compliance;
import dev.shortpath.plan.Outcome;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What `render` says on stderr: one line for each VM that will not simply have its path. */
final class Notes {
    private final PrintStream err;
    private final Input input;
    private final List<Planned> plans;

    Notes(PrintStream err, Input input, List<Planned> plans) {
        this.err = err;
        this.input = input;
        this.plans = plans;
    }

    void write() {
        if (plans.isEmpty()) {
            err.println("note: no VirtualMachine in the input, so there is none to print");
        }
        for (Planned planned : plans) {
            Outcome outcome = planned.plan().outcome();
            if (outcome.compliance() != Compliance.COMPLIANT) {
                err.println("note: " + planned.title() + ": "
                        + outcome.compliance().word() + "/" + outcome.reason().word() + ": " + outcome.message());
            }
        }
        lonely(input, plans).forEach(l -> err.println("note: " + l));
    }

    /** VMIs whose VM is not in the input, each with the promise that holds for it. */
    static List<String> lonely(Input input, List<Planned> plans) {
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
