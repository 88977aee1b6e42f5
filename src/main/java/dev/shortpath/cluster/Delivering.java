package dev.shortpath.cluster;

import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Carrier;
import dev.shortpath.facts.Cluster.Deliveries;
import dev.shortpath.kubevirt.AdmissionState;
import dev.shortpath.kubevirt.HookSidecar;
import dev.shortpath.kubevirt.HookState;
import dev.shortpath.kubevirt.Kinds;
import dev.shortpath.kubevirt.Link;
import dev.shortpath.kubevirt.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What can be delivered, as the caches have it. A Plugin that is gone, or is not as shipped, is a fact only once it has been so
 * for a while: one that is replaced takes nothing back (API.md, section 3). The while is counted while this operator runs.
 */
public final class Delivering {
    private static final World.View<HookState> HOOK = new World.View<>(
            List.of(Kinds.WEBHOOKS, Kinds.KUBEVIRT, Kinds.PLUGIN), world -> HookState.of(world, Shipped.plugin()));

    private final World world;
    private final Capability unread;
    private final Duration grace;
    private final InstantSource clock;
    private final AtomicReference<Instant> lapsed = new AtomicReference<>();

    /** @param unread what holds of admission where its configuration cannot be read */
    public Delivering(World world, Capability unread, Duration grace, InstantSource clock) {
        this.world = world;
        this.unread = unread;
        this.grace = grace;
        this.clock = clock;
    }

    /** What can be delivered, by these objects alone and at once: for who asks once and remembers nothing. */
    public static Deliveries of(World world) {
        return world.view(HOOK).in(AdmissionState.of(world, Capability.READY));
    }

    /** What can be delivered now. */
    public Deliveries now() {
        return deliveries(state());
    }

    /** What can be delivered now to the VMs of a namespace. */
    public Deliveries now(String namespace) {
        HookState state = state();
        return deliveries(
                state.sidecars() ? obstacle(namespace).map(state::with).orElse(state) : state);
    }

    /** What becomes now of VMIs of a namespace whose annotations ask for something that a hook carries out. */
    public HookSidecar.Use sidecar(String namespace) {
        Deliveries now = now(namespace);
        if (now.carrier() != Carrier.SIDECAR || !now.scsiQueues().ready()) {
            return HookSidecar.Use.NONE;
        }
        return found(namespace)
                        .there()
                        .filter(map -> HookSidecar.isReady(map, Shipped.hook()))
                        .isPresent()
                ? HookSidecar.Use.ATTACHED
                : HookSidecar.Use.LACKING;
    }

    private Optional<Link> obstacle(String namespace) {
        return switch (found(namespace)) {
            case World.Found.NotRead _ -> Optional.of(HookSidecar.unseen());
            case World.Found.NotThere _ -> Optional.empty();
            case World.Found.There there -> HookSidecar.foreign(there.object());
        };
    }

    private World.Found found(String namespace) {
        return world.find(Kinds.CONFIG_MAP, namespace, HookSidecar.CONFIG_MAP);
    }

    private HookState state() {
        return world.view(HOOK);
    }

    private Deliveries deliveries(HookState state) {
        boolean early = left(state).isPresent();
        return (early ? state.forgiving() : state).in(AdmissionState.of(world, unread));
    }

    /** How much longer a Plugin that is gone or edited does not count; empty: it is as it should be, or its time is over. */
    public Optional<Duration> left() {
        return left(state());
    }

    private Optional<Duration> left(HookState state) {
        if (!state.lapsed()) {
            lapsed.set(null);
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant since = lapsed.updateAndGet(began -> began == null ? now : began);
        Duration left = Duration.between(now, since.plus(grace));
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }
}
