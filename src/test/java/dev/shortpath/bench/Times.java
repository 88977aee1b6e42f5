package dev.shortpath.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** How long answers took, as a line of a table. */
final class Times {
    static final String HEAD = "%-32s %8s %8s %8s %8s %8s".formatted("ms", "VMs", "p50", "p95", "p99", "max");

    private final String what;
    private final Queue<Duration> all = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();

    Times(String what) {
        this.what = what;
    }

    void add(Births.Answer answer) {
        all.add(answer.took());
        if (!answer.ok()) {
            refused.incrementAndGet();
        }
    }

    private double[] sorted() {
        double[] millis = all.stream().mapToDouble(d -> d.toNanos() / 1e6).toArray();
        Arrays.sort(millis);
        return millis;
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))];
    }

    Spread spread() {
        return new Spread(sorted());
    }

    int refused() {
        return refused.get();
    }

    /** What these took longer than those, quantile by quantile. */
    String beyond(Times others) {
        double[] these = sorted();
        double[] those = others.sorted();
        return "%-32s %8s %8.2f %8.2f %8.2f"
                .formatted(
                        "difference",
                        "",
                        at(these, 0.5) - at(those, 0.5),
                        at(these, 0.95) - at(those, 0.95),
                        at(these, 0.99) - at(those, 0.99));
    }

    @Override
    public String toString() {
        double[] millis = sorted();
        String line = "%-32s %8d %8.2f %8.2f %8.2f %8.2f"
                .formatted(
                        what,
                        millis.length,
                        at(millis, 0.5),
                        at(millis, 0.95),
                        at(millis, 0.99),
                        millis[millis.length - 1]);
        return refused.get() == 0 ? line : line + "  (" + refused.get() + " refused)";
    }
}
