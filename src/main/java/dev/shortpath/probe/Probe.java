package dev.shortpath.probe;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Goes its rounds until it is told to stop. */
public final class Probe {
    private final Lookout lookout;
    private final Duration interval;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    public Probe(Lookout lookout, Duration interval) {
        this.lookout = lookout;
        this.interval = interval;
    }

    /** Returns once {@link #stop} was called. */
    public void run() throws InterruptedException {
        try {
            do {
                lookout.round();
            } while (!stop.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } finally {
            stopped.countDown();
        }
    }

    /** Lets the round that is on come to its end, for at most so long. */
    public void stop(Duration patience) throws InterruptedException {
        stop.countDown();
        stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
