package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Watched;
import dev.shortpath.cluster.Wire;
import dev.shortpath.facts.Carrier;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks after the hook sidecar's script whenever something may need it that did not, or the other way about. */
final class HookWatch implements Caches.Listener, AutoCloseable {
    private final Vigil vigil;

    private HookWatch(Vigil vigil) {
        this.vigil = vigil;
    }

    /** One that listens to the caches from now on, and looks once this process leads. */
    static HookWatch of(Caches caches, Wire wire, Supplier<Carrier> carrier) {
        HookHand hand = new HookHand(caches, wire, carrier);
        HookWatch watch = new HookWatch(new Vigil("the hook sidecar's script", "shortpath-hooks", hand::visit));
        caches.listen(watch);
        return watch;
    }

    void lead() {
        vigil.lead();
    }

    @Override
    public void changed(Watched kind, Optional<JsonNode> before, Optional<JsonNode> after) {
        switch (kind) {
            case PATH, VM, VMI, HOOK, NAMESPACE, KUBEVIRT, PLUGIN, WEBHOOK -> vigil.ring();
            default -> {}
        }
    }

    @Override
    public void state(Watched kind, Caches.State state) {
        vigil.ring();
    }

    @Override
    public void close() {
        vigil.close();
    }
}
