package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.RolloutStrategy;
import dev.shortpath.cluster.Answers;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Indexes;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.Shelf;
import dev.shortpath.cluster.Watched;
import dev.shortpath.cluster.WatchedProfile;
import dev.shortpath.cluster.WatchedVm;
import dev.shortpath.kubevirt.Measured;
import dev.shortpath.kubevirt.Pulses;
import dev.shortpath.kubevirt.References;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Which VMs and profiles a change concerns, found by index; calls for a visit to each. */
final class Concern implements Caches.Listener, AutoCloseable {
    private static final Duration GATHER = Duration.ofMillis(300);
    /** A thousand nodes that join take a while: all VMs are not to be planned anew three times a second meanwhile. */
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private final Caches caches;
    private final Own own;
    private final Bell<WatchedVm> vmBell;
    private final Bell<WatchedProfile> profileBell;
    private final Visits visits;
    private final AtomicBoolean everybody = new AtomicBoolean();
    private volatile long lastRung = System.nanoTime() - BETWEEN.toNanos();
    private final ScheduledExecutorService gathering = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("shortpath-concern").factory());

    /** What our own last writes made. */
    record Own(Answers vms, Answers paths) {}

    /** Whom to call. */
    record Bells(Bell<WatchedVm> vms, Bell<WatchedProfile> profiles) {}

    /** @param own listens to the caches after this one, since it forgets what the caches have caught up with */
    Concern(Caches caches, Own own, Bells bells, Visits visits) {
        this.caches = caches;
        this.own = own;
        this.vmBell = bells.vms();
        this.profileBell = bells.profiles();
        this.visits = visits;
    }

    @Override
    public void changed(Watched kind, Optional<JsonNode> before, Optional<JsonNode> after) {
        Key key = Key.of(after.or(() -> before).orElseThrow());
        switch (kind) {
            case VM -> vm(key, before, after);
            case VMI -> {
                vmBell.ring(key);
                if (Pulses.differ(before, after)) {
                    rollout(key);
                }
            }
            case PATH -> path(key, before, after);
            case PROFILE -> profile(key, before, after);
            case NAMESPACE -> vms(Indexes.BY_NAMESPACE, key.name()).forEach(vmBell::ring);
            case HOOK -> vms(Indexes.BY_NAMESPACE, key.namespace()).forEach(vmBell::ring);
            case MEASURED ->
                Measured.vm(key.name()).map(vm -> new Key(key.namespace(), vm)).ifPresent(vmBell::ring);
            case CLAIM, DATA_VOLUME -> vms(Indexes.BY_CLAIM, key.toString()).forEach(vmBell::ring);
            case INSTANCETYPE, CLUSTER_INSTANCETYPE, PREFERENCE, CLUSTER_PREFERENCE, REVISION ->
                vms(Indexes.BY_TYPE, References.typeOf(after.or(() -> before).orElseThrow())).stream()
                        .filter(vm -> !kind.namespaced() || vm.namespace().equals(key.namespace()))
                        .forEach(vmBell::ring);
            case NODE, STORAGE_NODE, NODE_TOPOLOGY, STORAGE_CLASS, CDI_PROFILE, KUBEVIRT, PLUGIN, WEBHOOK ->
                everybody();
        }
    }

    @Override
    public void state(Watched kind, Caches.State state) {
        everybody();
    }

    private void vm(Key key, Optional<JsonNode> before, Optional<JsonNode> after) {
        if (after.isEmpty()) {
            visits.gone(key);
        }
        if (!own.vms().isEcho(key)) {
            vmBell.ring(key);
        }
        rollout(key);
        Stream.of(before, after)
                .flatMap(Optional::stream)
                .flatMap(v -> References.profileLabel(v).stream())
                .distinct()
                .forEach(this::ringProfile);
    }

    /** A rollout goes by whether VMs are up, which no StoragePath says. */
    private void rollout(Key vm) {
        if (caches.profiles().all().stream().noneMatch(Concern::restarts)) {
            return;
        }
        caches.shelf(Watched.PATH)
                .find(vm)
                .map(p -> new Key("", p.at("/status/profile").asText("")))
                .filter(p -> caches.profiles().find(p).filter(Concern::restarts).isPresent())
                .ifPresent(profileBell::ring);
    }

    private static boolean restarts(JsonNode profile) {
        return profile.at("/spec/rollout/strategy").asText("").equals(RolloutStrategy.RESTART.word())
                || profile.at("/status/rollout").isObject();
    }

    private void path(Key key, Optional<JsonNode> before, Optional<JsonNode> after) {
        // Ours is the only pen: whoever else wrote or deleted it sees it come back.
        if (!own.paths().isEcho(key)) {
            vmBell.ring(key);
        }
        Stream.of(before, after)
                .flatMap(Optional::stream)
                .map(p -> p.at("/status/profile").asText(""))
                .filter(p -> !p.isEmpty())
                .distinct()
                .forEach(this::ringProfile);
    }

    private void profile(Key key, Optional<JsonNode> before, Optional<JsonNode> after) {
        if (!worthAVisit(before, after)) {
            return;
        }
        visits.changed(key.name());
        boolean selects = Stream.of(before, after)
                .flatMap(Optional::stream)
                .anyMatch(p -> p.at("/spec/selector").isObject());
        Set<Key> concerned = new TreeSet<>(vms(Indexes.BY_PROFILE, key.name()));
        concerned.addAll(caches.shelf(Watched.PATH).under(Indexes.BY_PROFILE, key.name()));
        if (selects) {
            concerned.addAll(caches.vms().keys());
        }
        concerned.forEach(vmBell::ring);
        profileBell.ring(key);
    }

    /** Our own status is no news to the VMs. */
    private static boolean worthAVisit(Optional<JsonNode> before, Optional<JsonNode> after) {
        return before.isEmpty()
                || after.isEmpty()
                || !before.get().path("spec").equals(after.get().path("spec"))
                || !before.get().at("/metadata/uid").equals(after.get().at("/metadata/uid"))
                || !before.get().at("/metadata/annotations").equals(after.get().at("/metadata/annotations"));
    }

    private void ringProfile(String name) {
        profileBell.ring(new Key("", name));
    }

    private Collection<Key> vms(String index, String value) {
        return caches.vms().under(index, value);
    }

    /** What concerns every VM of ours comes in swarms (nodes joining): gathered, then rung once. */
    void everybody() {
        if (everybody.compareAndSet(false, true)) {
            long left = BETWEEN.toNanos() - (System.nanoTime() - lastRung);
            gathering.schedule(this::ringAll, Math.max(GATHER.toNanos(), left), TimeUnit.NANOSECONDS);
        }
    }

    private void ringAll() {
        everybody.set(false);
        lastRung = System.nanoTime();
        Shelf<?> paths = caches.shelf(Watched.PATH);
        Set<Key> ours = new TreeSet<>(vms(Indexes.OURS, Indexes.YES));
        ours.addAll(paths.keys());
        ours.forEach(vmBell::ring);
        List<Key> profiles = caches.profiles().keys();
        profiles.forEach(profileBell::ring);
    }

    @Override
    public void close() {
        gathering.shutdownNow();
    }
}
