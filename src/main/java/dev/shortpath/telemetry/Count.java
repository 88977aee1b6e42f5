package dev.shortpath.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** How many things of each kind there are now. Labels that nothing has any more are not shown any more. */
final class Count {
    private record Shown(AtomicInteger number, Gauge gauge) {}

    private final MeterRegistry registry;
    private final Dial dial;
    private final Map<List<String>, Shown> shown = new HashMap<>();

    Count(MeterRegistry registry, Dial dial) {
        this.registry = registry;
        this.dial = dial;
    }

    /** A thing that counted under these labels now counts under those; it may count more than once, or not at all. */
    synchronized void move(Collection<List<String>> from, Collection<List<String>> to) {
        if (!from.equals(to)) {
            to.forEach(values -> add(values, 1));
            from.forEach(values -> add(values, -1));
        }
    }

    private void add(List<String> values, int by) {
        Shown one = shown.computeIfAbsent(values, this::show);
        if (one.number().addAndGet(by) == 0) {
            registry.remove(one.gauge());
            shown.remove(values);
        }
    }

    private Shown show(List<String> values) {
        AtomicInteger number = new AtomicInteger();
        return new Shown(number, dial.gauge(registry, number::get, values.toArray(String[]::new)));
    }
}
