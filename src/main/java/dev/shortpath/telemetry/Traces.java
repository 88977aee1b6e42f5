package dev.shortpath.telemetry;

import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Plan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Spans of what the operator does, by OpenTelemetry. Off, there is no tracer and nothing is made; on, a span each for a
 * visit, its plan, its write and its report, and for a review and its plan.
 */
public final class Traces implements AutoCloseable {
    /** Before names of attributes. */
    private static final String OURS = "shortpath.";

    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.service.name", "shortpath",
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none");

    private final Optional<OpenTelemetrySdk> sdk;
    private final Optional<Tracer> tracer;

    /** Work that may fail in its own way. */
    public interface Work<T, E extends Exception> {
        T of(Marks marks) throws E;
    }

    /** What becomes known of the work while it is done. */
    public interface Marks {
        /** The name is completed to `shortpath.NAME`. */
        void mark(String name, String value);
    }

    private Traces(Optional<OpenTelemetrySdk> sdk) {
        this.sdk = sdk;
        this.tracer = sdk.map(s -> s.getTracer("dev.shortpath"));
    }

    public static Traces off() {
        return new Traces(Optional.empty());
    }

    /**
     * Sends them to whom the environment names, in the variables and properties that every SDK of OpenTelemetry knows
     * (`OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_TRACES_SAMPLER`).
     *
     * @param instance this process's name
     * @param settings before which the environment goes
     */
    public static Traces on(String instance, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(DEFAULTS);
        all.put("otel.resource.attributes", "service.instance.id=" + instance);
        all.putAll(settings);
        return new Traces(Optional.of(AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> all)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk()));
    }

    /** Does the work within a span, of which the log's lines have the ids; its exception marks the span, and goes on. */
    public <T, E extends Exception> T within(String name, Work<T, E> work) throws E {
        return tracer.isEmpty() ? work.of((n, v) -> {}) : traced(tracer.get(), name, work);
    }

    private static <T, E extends Exception> T traced(Tracer tracer, String name, Work<T, E> work) throws E {
        Span span = tracer.spanBuilder(name).startSpan();
        try (Scope _ = span.makeCurrent();
                Correlation _ = Correlation.of(
                                Correlation.TRACE, span.getSpanContext().getTraceId())
                        .and(Correlation.SPAN, span.getSpanContext().getSpanId())) {
            return work.of((n, v) -> span.setAttribute(OURS + n, v));
        } catch (Throwable fault) {
            span.recordException(fault);
            span.setStatus(StatusCode.ERROR, String.valueOf(fault.getMessage()));
            throw fault;
        } finally {
            span.end();
        }
    }

    /** Makes a plan, and marks the span with whose it is and how many decisions of each kind it has. */
    public Plan plan(Supplier<Plan> planner) {
        return tracer.isEmpty()
                ? planner.get()
                : within("plan", marks -> {
                    Plan plan = planner.get();
                    plan.profile().ifPresent(p -> marks.mark(Correlation.PROFILE, p));
                    marks.mark(Correlation.PLAN, Correlation.id(plan));
                    Map<String, Long> decisions = plan.decisions().stream()
                            .map(Decision::verdict)
                            .collect(Collectors.groupingBy(
                                    v -> v.word().toLowerCase(Locale.ROOT), Collectors.counting()));
                    decisions.forEach(
                            (verdict, number) -> Span.current().setAttribute(OURS + "decisions." + verdict, number));
                    return plan;
                });
    }

    /** Sends what is still here. */
    @Override
    public void close() {
        sdk.ifPresent(OpenTelemetrySdk::close);
    }
}
