package dev.shortpath.bench;

import java.time.Duration;
import java.util.Map;

/**
 * All VMs written once, by the operator or by the floor.
 *
 * @param took from the edit, or the first request, until the last StoragePath was seen
 * @param writer what the process that wrote took meanwhile
 * @param server what the API server took
 * @param etcd what etcd took
 * @param writes by the API server's own count, until all was at rest again
 */
record Lap(Duration took, Usage writer, Usage server, Usage etcd, Map<String, Long> writes) {
    double seconds() {
        return took.toNanos() / 1e9;
    }

    /** Takes the time and what the processes take, from here until {@link #stop}. */
    static final class Clock {
        private final long pid;
        private final ApiServer api;
        private final Map<String, Long> writes;
        private final Usage writer;
        private final Usage server;
        private final Usage etcd;
        private final long began;

        Clock(long pid, ApiServer api) {
            this.pid = pid;
            this.api = api;
            this.writes = api.writes();
            this.writer = Usage.of(pid);
            this.server = api.usage();
            this.etcd = api.etcd();
            this.began = System.nanoTime();
        }

        /** @param end a moment of System.nanoTime; the writes are counted once all is at rest */
        Lap stop(long end) throws InterruptedException {
            Usage wrote = Usage.of(pid).since(writer);
            Usage served = api.usage().since(server);
            Usage stored = api.etcd().since(etcd);
            api.settle();
            return new Lap(Duration.ofNanos(end - began), wrote, served, stored, ApiServer.more(writes, api.writes()));
        }
    }
}
