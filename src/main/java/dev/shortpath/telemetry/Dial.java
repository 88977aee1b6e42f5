package dev.shortpath.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A metric as it is documented and as it is made: nothing is shown that does not stand in {@link Dials}.
 *
 * @param name as Prometheus shows it: with `_total` behind a counter and the unit behind everything that has one
 * @param help one sentence, without a full stop
 * @param labels in the order in which their values are given
 * @param bounds of a histogram's buckets; empty for others
 */
public record Dial(String name, Shape shape, String help, List<Label> labels, List<Duration> bounds) {
    /** What Prometheus calls its type. A summary is a histogram without buckets. */
    public enum Shape {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        SUMMARY
    }

    /**
     * A label.
     *
     * @param says what its values are, for the reference
     */
    public record Label(String name, String says) {}

    public Dial {
        labels = List.copyOf(labels);
        bounds = List.copyOf(bounds);
    }

    static Dial counter(String name, String help, Label... labels) {
        return new Dial(name, Shape.COUNTER, help, List.of(labels), List.of());
    }

    static Dial gauge(String name, String help, Label... labels) {
        return new Dial(name, Shape.GAUGE, help, List.of(labels), List.of());
    }

    static Dial histogram(String name, String help, List<Duration> bounds, Label... labels) {
        return new Dial(name, Shape.HISTOGRAM, help, List.of(labels), bounds);
    }

    static Dial summary(String name, String help, Label... labels) {
        return new Dial(name, Shape.SUMMARY, help, List.of(labels), List.of());
    }

    static Label label(String name, String says) {
        return new Label(name, says);
    }

    /** The unit that the name ends with; empty: it counts things. */
    public String unit() {
        return name.endsWith("_seconds") ? "seconds" : "";
    }

    /** The names under which Prometheus stores it; `_max` is that of the last minutes. */
    public List<String> series() {
        return switch (shape) {
            case COUNTER, GAUGE -> List.of(name);
            case HISTOGRAM -> List.of(name + "_bucket", name + "_count", name + "_sum", name + "_max");
            case SUMMARY -> List.of(name + "_count", name + "_sum", name + "_max");
        };
    }

    /** The name that Micrometer gives it, to which it adds what Prometheus wants. */
    String meter() {
        String bare = switch (shape) {
            case COUNTER -> name.substring(0, name.length() - "_total".length());
            case HISTOGRAM, SUMMARY -> name.substring(0, name.length() - "_seconds".length());
            case GAUGE -> name;
        };
        return bare.replace('_', '.');
    }

    /** The counter of these labels' values, from now on shown, if with a zero. */
    Counter counter(MeterRegistry registry, String... values) {
        return Counter.builder(meter()).description(help).tags(tags(values)).register(registry);
    }

    Timer timer(MeterRegistry registry, String... values) {
        return Timer.builder(meter())
                .description(help)
                .tags(tags(values))
                .serviceLevelObjectives(bounds.toArray(Duration[]::new))
                .register(registry);
    }

    /** Shows what the supplier says whenever somebody looks. */
    public Gauge gauge(MeterRegistry registry, Supplier<Number> now, String... values) {
        return Gauge.builder(meter(), now).description(help).tags(tags(values)).register(registry);
    }

    private List<Tag> tags(String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(name + " has the labels "
                    + labels.stream().map(Label::name).toList() + ", and was given " + Arrays.toString(values));
        }
        return IntStream.range(0, values.length)
                .mapToObj(i -> Tag.of(labels.get(i).name(), values[i]))
                .toList();
    }
}
