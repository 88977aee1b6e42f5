package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.Moment;
import java.util.HashSet;
import java.util.Set;

/** Which disks a request brings, so that no guest can know them. */
public final class Births {
    private Births() {}

    /** The moment of a VM that is being created: a guest knows none of its disks. */
    public static Moment of(JsonNode vm) {
        return new Moment(true, names(vm));
    }

    /** The moment of an update: what it adds is neither a disk nor a volume of the VM as it was. */
    public static Moment added(JsonNode before, JsonNode vm) {
        Set<String> added = names(vm);
        added.removeAll(names(before));
        return new Moment(false, added);
    }

    private static Set<String> names(JsonNode vm) {
        Set<String> names = new HashSet<>();
        Tree.list(vm, "spec", "template", "spec", "domain", "devices", "disks")
                .forEach(d -> Tree.text(d, "name").ifPresent(names::add));
        Tree.list(vm, "spec", "template", "spec", "volumes")
                .forEach(v -> Tree.text(v, "name").ifPresent(names::add));
        return names;
    }
}
