package dev.shortpath.main;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Collects garbage when little is done. The serial collector looks at old objects only once the heap is at its limit, so what a
 * cold start or a burst leaves there would stay in the container's memory for as long as the process runs.
 */
final class Lull implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** Garbage that is worth a collection, which stops all threads for some 0.1 s at 10,000 VMs. */
    private static final long WORTH = 16 << 20;

    /**
     * Bytes allocated between two looks, at most, in a lull. Heartbeats of a thousand probes with 48 drives each are 139 MiB of it,
     * and still one; cold starts and edits of profiles allocate some 2.5 GiB.
     */
    private static final long LITTLE = 400L << 20;

    private static final int TWICE = 2;

    private final List<MemoryPoolMXBean> old = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(p -> p.getType() == MemoryType.HEAP && p.isUsageThresholdSupported())
            .toList();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("shortpath-lull").factory());
    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private long allocated;

    /** Two after a burst: what only a cleaner or a soft reference held goes with the second. */
    private int owed;

    void start() {
        looking.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = threads.getTotalThreadAllocatedBytes();
        boolean lull = now - allocated <= LITTLE;
        allocated = now;
        if (!lull || owed == 0 && garbage() >= WORTH) {
            // After a burst in any case: what lived when old objects were last looked at may be dead by now.
            owed = TWICE;
        }
        if (lull && owed > 0) {
            owed--;
            System.gc();
        }
    }

    /** At most: what became old since the last collection that looked there. */
    private long garbage() {
        return old.stream()
                .mapToLong(p -> grown(p.getUsage(), p.getCollectionUsage()))
                .sum();
    }

    private static long grown(MemoryUsage now, MemoryUsage afterCollection) {
        return now.getUsed() - (afterCollection == null ? 0 : afterCollection.getUsed());
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
