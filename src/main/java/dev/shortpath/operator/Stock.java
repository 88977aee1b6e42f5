package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Watched;
import dev.shortpath.kubevirt.StorageNodes;
import dev.shortpath.telemetry.Inventory;
import dev.shortpath.telemetry.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Shows what the caches hold: how much of each kind, and what is worth counting in it. */
final class Stock implements Caches.Listener {
    private final Inventory inventory;

    private Stock(Inventory inventory) {
        this.inventory = inventory;
    }

    /** @param started whether the loop's own informers can be asked */
    static void show(Caches caches, MeterRegistry registry, Meters meters, BooleanSupplier started) {
        caches.listen(new Stock(new Inventory(registry)));
        for (Watched kind : caches.kinds()) {
            meters.cache(
                    kind.kind(),
                    () -> caches.shelf(kind).size(),
                    () -> started.getAsBoolean() && caches.state(kind) == Caches.State.READ);
        }
    }

    @Override
    public void changed(Watched kind, Optional<JsonNode> before, Optional<JsonNode> after) {
        switch (kind) {
            case PATH -> inventory.path(before, after);
            case PROFILE -> inventory.profile(before, after);
            case NODE -> inventory.node(before, after);
            case STORAGE_NODE ->
                inventory.report(before.flatMap(StorageNodes::status), after.flatMap(StorageNodes::status));
            default -> {
                // Its number says all.
            }
        }
    }

    @Override
    public void state(Watched kind, Caches.State state) {
        // Asked for whenever somebody looks.
    }
}
