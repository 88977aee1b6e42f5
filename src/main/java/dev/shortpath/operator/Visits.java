package dev.shortpath.operator;

import dev.shortpath.cluster.Key;
import dev.shortpath.plan.Binding;
import dev.shortpath.plan.NodeCount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** When each VM was last decided, counted in changes of profiles: what tells a profile that none of its VMs is left. */
final class Visits {
    /**
     * A VM's last visit.
     *
     * @param epoch how many changes of profiles there had been when it began
     * @param profile the profile that binds the VM
     * @param generation of that profile
     * @param losers profiles that select it as well
     */
    record Visit(long epoch, Optional<String> profile, long generation, List<String> losers, NodeCount nodes) {}

    private final AtomicLong epoch = new AtomicLong();
    private final Map<String, Long> changes = new ConcurrentHashMap<>();
    private final Map<Key, Visit> visits = new ConcurrentHashMap<>();
    private final Consumer<String> awaited;

    /** @param awaited takes the name of each profile that waited for a VM which has now been visited */
    Visits(Consumer<String> awaited) {
        this.awaited = awaited;
    }

    long epoch() {
        return epoch.get();
    }

    void changed(String profile) {
        changes.put(profile, epoch.incrementAndGet());
    }

    void visited(Key vm, long began, Binding binding, NodeCount nodes) {
        Visit visit = binding instanceof Binding.Bound bound
                ? new Visit(
                        began,
                        Optional.of(bound.profile().name()),
                        bound.profile().generation(),
                        bound.losers(),
                        nodes)
                : new Visit(began, Optional.empty(), 0, List.of(), nodes);
        Visit before = visits.put(vm, visit);
        long last = before == null ? -1 : before.epoch();
        // A visit that finds everything as it should be writes nothing: no event would tell the profile.
        changes.forEach((profile, change) -> {
            if (last < change && change <= began) {
                awaited.accept(profile);
            }
        });
    }

    void gone(Key vm) {
        visits.remove(vm);
    }

    /** The VM's last visit since the profile last changed; empty: it is still to be decided. */
    Optional<Visit> since(String profile, Key vm) {
        return Optional.ofNullable(visits.get(vm)).filter(v -> v.epoch() >= changes.getOrDefault(profile, 0L));
    }
}
