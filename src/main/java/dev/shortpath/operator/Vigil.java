package dev.shortpath.operator;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When the leader looks after something of the cluster: after a change, one look for a swarm of them, and later where it must again. */
final class Vigil implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Vigil.class);
    private static final Duration GATHER = Duration.ofMillis(300);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** What is done at each look. */
    interface Visit {
        /** Looks, decides and writes once; whether to look again soon: somebody was quicker, or it is refused for now. */
        boolean visit() throws IOException;
    }

    private final String over;
    private final Visit visit;
    private final ScheduledExecutorService looking;
    private final AtomicBoolean awaited = new AtomicBoolean();
    private volatile boolean leads;
    /** Seen by the one thread that looks. */
    private Duration pause = FIRST;

    private long notBefore;

    /** @param over what is looked after, for the log */
    Vigil(String over, String thread, Visit visit) {
        this.over = over;
        this.visit = visit;
        this.looking = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(thread).factory());
    }

    /** From now on this process writes. */
    void lead() {
        leads = true;
        ring();
    }

    void ring() {
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
            return visit.visit();
        } catch (IOException e) {
            LOG.warn("{}: {}", over, e.getMessage());
            return true;
        } catch (RuntimeException e) {
            LOG.error("{} could not be looked after", over, e);
            return true;
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
