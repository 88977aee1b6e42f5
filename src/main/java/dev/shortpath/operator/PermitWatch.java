package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.shortpath.cluster.Answers;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.PermitWriter;
import dev.shortpath.cluster.Watched;
import dev.shortpath.cluster.WatchedProfile;
import dev.shortpath.cluster.Wire;
import dev.shortpath.kubevirt.DeviceUse;
import dev.shortpath.kubevirt.World;
import dev.shortpath.telemetry.Bulletin;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When the leader looks at permittedHostDevices: after a change of what it depends on, one look for a swarm of them. */
final class PermitWatch implements Caches.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PermitWatch.class);
    private static final Duration GATHER = Duration.ofMillis(300);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final PermitHand hand;
    private final AtomicBoolean awaited = new AtomicBoolean();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("shortpath-permits").factory());
    private volatile boolean leads;
    /** Seen by the one thread that looks. */
    private Duration pause = FIRST;

    private long notBefore;

    private PermitWatch(PermitHand hand) {
        this.hand = hand;
    }

    /** One that listens to the caches from now on, and looks once this process leads. */
    static PermitWatch of(World world, Caches caches, Wire wire, Bulletin bulletin, Bell<WatchedProfile> profileBell) {
        Answers kubevirts = new Answers(Watched.KUBEVIRT, caches.shelf(Watched.KUBEVIRT));
        caches.listen(kubevirts);
        PermitWatch watch = new PermitWatch(new PermitHand(
                new PermitHand.Sources(world, caches, kubevirts),
                new PermitWriter(wire, kubevirts),
                new PermitReporter(bulletin),
                profileBell));
        caches.listen(watch);
        return watch;
    }

    PermitHand hand() {
        return hand;
    }

    /** From now on this process writes. */
    void lead() {
        leads = true;
        ring();
    }

    @Override
    public void changed(Watched kind, Optional<JsonNode> before, Optional<JsonNode> after) {
        boolean concerns = switch (kind) {
            case KUBEVIRT, STORAGE_NODE -> true;
            case PROFILE ->
                !spec(before).equals(spec(after)) || !annotations(before).equals(annotations(after));
            case VM, VMI, INSTANCETYPE, CLUSTER_INSTANCETYPE, REVISION ->
                !devices(before).equals(devices(after));
            default -> false;
        };
        if (concerns) {
            ring();
        }
    }

    @Override
    public void state(Watched kind, Caches.State state) {
        ring();
    }

    private void ring() {
        if (leads && awaited.compareAndSet(false, true)) {
            after(GATHER);
        }
    }

    private void after(Duration delay) {
        try {
            looking.schedule(this::look, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("closed: no further look");
        }
    }

    private void look() {
        long wait = notBefore - System.nanoTime();
        if (notBefore != 0 && wait > 0) {
            after(Duration.ofNanos(wait).plusMillis(1));
            return;
        }
        awaited.set(false);
        if (again()) {
            notBefore = System.nanoTime() + pause.toNanos();
            pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
            ring();
        } else {
            notBefore = 0;
            pause = FIRST;
        }
    }

    private boolean again() {
        try {
            return hand.visit();
        } catch (IOException e) {
            LOG.warn("permittedHostDevices: {}", e.getMessage());
            return true;
        } catch (RuntimeException e) {
            LOG.error("permittedHostDevices could not be decided", e);
            return true;
        }
    }

    private static JsonNode spec(Optional<JsonNode> object) {
        return object.map(o -> o.path("spec")).orElse(MissingNode.getInstance());
    }

    private static JsonNode annotations(Optional<JsonNode> object) {
        return object.map(o -> o.at("/metadata/annotations")).orElse(MissingNode.getInstance());
    }

    private static List<String> devices(Optional<JsonNode> object) {
        return object.map(DeviceUse::of).orElse(List.of());
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
