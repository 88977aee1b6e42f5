package dev.shortpath.admission;

import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers that ask again and again until it is closed. */
final class Load implements AutoCloseable {
    private static final int CALLERS = 8;
    private static final int PAUSE_MILLIS = 20;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(CALLERS);
    private final AtomicInteger asked;
    private final Queue<String> lost;

    /** What may fail. */
    @FunctionalInterface
    interface Call {
        void make() throws Exception;
    }

    Load(AtomicInteger asked, Queue<String> lost) {
        this.asked = asked;
        this.lost = lost;
    }

    void run(String how, Call call) {
        threads.scheduleWithFixedDelay(() -> make(how, call), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void make(String how, Call call) {
        try {
            call.make();
            asked.incrementAndGet();
        } catch (Exception | AssertionError e) {
            lost.add(how + ": " + e);
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
