package dev.shortpath.operator;

import dev.shortpath.cluster.Heartbeats;
import dev.shortpath.kubevirt.World;
import dev.shortpath.telemetry.NodeMeters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls whom it concerns when a probe falls silent or is heard again, which no change of what is kept tells. */
final class Silence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.shortpath.node");

    /** Heartbeats call nobody, and clocks are set: so it looks again after this, if not before. */
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    private static final int NAMED = 5;

    private final Heartbeats heartbeats;
    private final InstantSource clock;
    private final NodeMeters meters;
    private final Runnable changed;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("shortpath-silence").factory());
    private Set<String> silent = Set.of();

    Silence(Heartbeats heartbeats, InstantSource clock, NodeMeters meters, Runnable changed) {
        this.heartbeats = heartbeats;
        this.clock = clock;
        this.meters = meters;
        this.changed = changed;
    }

    void start() {
        looking.execute(this::look);
    }

    private void look() {
        Instant now = clock.instant();
        Set<String> is = heartbeats.silent(now);
        if (!is.equals(silent)) {
            LOG.info(
                    "probes silent for {}: {} (before: {}){}",
                    World.STALE,
                    is.size(),
                    silent.size(),
                    is.isEmpty()
                            ? ""
                            : ", such as " + is.stream().sorted().limit(NAMED).toList());
            silent = is;
            meters.silent(is.size());
            changed.run();
        }
        Duration left = heartbeats
                .nextSilence(now)
                .map(at -> Duration.between(now, at).plusMillis(1))
                .filter(d -> d.compareTo(AT_MOST) < 0)
                .orElse(AT_MOST);
        looking.schedule(this::look, left.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
