package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Whom KubeVirt made an object for, by its controlling owner.
 *
 * @param uid of that owner
 */
public record Owned(String name, String uid) {
    /** The VM that a VMI was made of; empty for a VMI of its own. */
    public static Optional<Owned> byVm(JsonNode vmi) {
        return by("VirtualMachine", vmi);
    }

    /** The VMI that a launcher pod was made for. */
    public static Optional<Owned> byVmi(JsonNode pod) {
        return by("VirtualMachineInstance", pod);
    }

    /** The generation of the VM that a VMI was made of (KubeVirt's VirtualMachineGenerationAnnotation), where it is noted. */
    public static Optional<Long> generation(JsonNode vmi) {
        return Tree.text(vmi, "metadata", "annotations", "kubevirt.io/vm-generation")
                .filter(g -> g.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
    }

    /** Whether an object is that very owner, and no namesake. */
    public boolean is(JsonNode object) {
        return Tree.text(object, "metadata", "uid").equals(Optional.of(uid));
    }

    private static Optional<Owned> by(String kind, JsonNode object) {
        return Tree.list(object, "metadata", "ownerReferences").stream()
                .filter(o -> Tree.isTrue(o, "controller")
                        && Tree.text(o, "kind").equals(Optional.of(kind))
                        && Tree.text(o, "apiVersion").orElse("").startsWith("kubevirt.io/"))
                .findFirst()
                .map(o -> new Owned(
                        Tree.text(o, "name").orElse(""), Tree.text(o, "uid").orElse("")));
    }
}
