package dev.shortpath.admission;

import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers that ask again and again until it is closed. */
final class Load implements AutoCloseable {
    private final ExecutorService threads;
    private final AtomicInteger asked;
    private final Queue<String> lost;
    private final AtomicBoolean over = new AtomicBoolean();

    /** What may fail. */
    @FunctionalInterface
    interface Call {
        void make() throws Exception;
    }

    Load(ExecutorService threads, AtomicInteger asked, Queue<String> lost) {
        this.threads = threads;
        this.asked = asked;
        this.lost = lost;
    }

    void run(String how, Call call) {
        threads.submit(() -> {
            while (!over.get()) {
                try {
                    call.make();
                    asked.incrementAndGet();
                } catch (Exception | AssertionError e) {
                    lost.add(how + ": " + e);
                }
            }
        });
    }

    @Override
    public void close() {
        over.set(true);
    }
}
