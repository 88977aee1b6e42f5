package dev.shortpath.cli;

import dev.shortpath.kubevirt.StorageNodes;
import dev.shortpath.kubevirt.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When a node's probe last looked.
 *
 * @param at as it says itself
 * @param moment by which that is judged: now, or the newest sighting among files
 * @param live whether the moment is now
 * @param silent whether the probe may be dead, and all that it saw another way by now
 */
record Sighting(Optional<Instant> at, Optional<Instant> moment, boolean live, boolean silent) {
    /** @param now empty where files are judged by themselves */
    static Sighting of(World world, String node, Optional<Instant> now) {
        Optional<Instant> at =
                world.find(KnownKind.STORAGE_NODE.key(), "", node).there().flatMap(StorageNodes::observedAt);
        Optional<Instant> newest = world.all(KnownKind.STORAGE_NODE.key()).orElse(List.of()).stream()
                .flatMap(n -> StorageNodes.observedAt(n).stream())
                .max(Comparator.naturalOrder());
        return new Sighting(
                at, now.or(() -> newest), now.isPresent(), world.silent().contains(node));
    }

    /** How long ago; empty where it does not say when. */
    Optional<Duration> age() {
        return at.flatMap(a -> moment.map(m -> Duration.between(a, m))).filter(d -> !d.isNegative());
    }

    String words() {
        if (at.isEmpty()) {
            return "Its probe does not say when it looked.";
        }
        String age = age().filter(d -> live || !d.isZero())
                .map(d -> ", " + words(d) + (live ? " ago" : " before the newest report among the files"))
                .orElse("");
        return "Its probe last reported at " + at.get() + age + "."
                + (silent
                        ? " It has been silent for too long: what follows may be another way by now. Look after its pod."
                        : "");
    }

    private static String words(Duration age) {
        long minutes = age.toMinutes();
        return minutes < 1
                ? age.toSeconds() + " s"
                : minutes < 120 ? minutes + " min" : minutes < 48 * 60 ? minutes / 60 + " h" : age.toDays() + " days";
    }
}
