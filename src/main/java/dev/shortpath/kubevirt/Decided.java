package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Delivery;
import java.util.Arrays;
import java.util.Optional;

/** What a StoragePath remembers of the binding of its VM. */
public final class Decided {
    private Decided() {}

    /**
     * The delivery that was decided by Auto, which holds until the profile's own word changes; empty for a report of a namesake.
     *
     * @param vm as it is now; without a uid (one that is being created) no report is of it
     */
    public static Optional<Delivery> delivery(JsonNode path, JsonNode vm) {
        boolean another = !ownedBy(path, vm);
        String asked = Tree.text(path, "status", "deliveryAsked").orElse(Delivery.AUTO.word());
        return another || !asked.equals(Delivery.AUTO.word())
                ? Optional.empty()
                : Tree.text(path, "status", "delivery")
                        .flatMap(word -> Arrays.stream(Delivery.values())
                                .filter(d -> d.word().equals(word) && d != Delivery.AUTO)
                                .findFirst());
    }

    /** Whether a StoragePath is of this very VM; a manifest that names no owner is taken at its name. */
    public static boolean ownedBy(JsonNode path, JsonNode vm) {
        Optional<String> uid = Tree.text(vm, "metadata", "uid");
        return Tree.list(path, "metadata", "ownerReferences").stream()
                .map(o -> Tree.text(o, "uid"))
                .reduce((a, b) -> a.equals(uid) ? a : b)
                .map(u -> u.equals(uid))
                .orElse(true);
    }
}
