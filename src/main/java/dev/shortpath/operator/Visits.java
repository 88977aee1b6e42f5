package dev.shortpath.operator;

import dev.shortpath.cluster.Key;
import dev.shortpath.plan.Binding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
     * @param failure why it could not be decided
     */
    record Visit(
            long epoch, Optional<String> profile, long generation, List<String> losers, Optional<String> failure) {}

    private final AtomicLong epoch = new AtomicLong();
    private final Map<String, Long> changes = new ConcurrentHashMap<>();
    private final Map<Key, Visit> visits = new ConcurrentHashMap<>();
    private final Consumer<String> news;

    /** @param news takes the name of each profile to which a visit matters that no StoragePath may show */
    Visits(Consumer<String> news) {
        this.news = news;
    }

    long epoch() {
        return epoch.get();
    }

    void changed(String profile) {
        changes.put(profile, epoch.incrementAndGet());
    }

    void visited(Key vm, long began, Binding binding) {
        Visit visit = binding instanceof Binding.Bound bound
                ? new Visit(
                        began,
                        Optional.of(bound.profile().name()),
                        bound.profile().generation(),
                        bound.losers(),
                        Optional.empty())
                : new Visit(began, Optional.empty(), 0, List.of(), Optional.empty());
        keep(vm, visit);
    }

    /** The VM could not be decided; the visit is to be repeated. */
    void failed(Key vm, long began, Optional<String> profile, String why) {
        keep(vm, new Visit(began, profile, 0, List.of(), Optional.of(why)));
    }

    private void keep(Key vm, Visit visit) {
        Optional<Visit> before = Optional.ofNullable(visits.put(vm, visit));
        long last = before.map(Visit::epoch).orElse(-1L);
        Set<String> concerned = new TreeSet<>();
        // A visit that finds everything as it should be writes nothing: no event would tell the profile.
        changes.forEach((profile, change) -> {
            if (last < change && change <= visit.epoch()) {
                concerned.add(profile);
            }
        });
        List<String> losers = before.map(Visit::losers).orElse(List.of());
        if (!losers.equals(visit.losers())) {
            concerned.addAll(losers);
            concerned.addAll(visit.losers());
        }
        if (!before.flatMap(Visit::failure).equals(visit.failure())) {
            visit.profile().ifPresent(concerned::add);
        }
        concerned.forEach(news);
    }

    void gone(Key vm) {
        visits.remove(vm);
    }

    /** The VM's last visit since the profile last changed; empty: it is still to be decided. */
    Optional<Visit> since(String profile, Key vm) {
        return Optional.ofNullable(visits.get(vm)).filter(v -> v.epoch() >= changes.getOrDefault(profile, 0L));
    }
}
