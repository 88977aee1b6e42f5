package dev.shortpath.operator;

import dev.shortpath.admission.Admission;
import dev.shortpath.admission.AdmissionSettings;
import dev.shortpath.admission.Desks;
import dev.shortpath.admission.Door;
import dev.shortpath.admission.Installation;
import dev.shortpath.plan.Planner;
import dev.shortpath.telemetry.Instruments;
import dev.shortpath.telemetry.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Operator and admission of one process, installed as users do it: with the rights and webhooks that are shipped. */
public final class Installed implements AutoCloseable {
    private final Installation installation;
    private final MeterRegistry registry;
    private final Instruments instruments;
    private final Settings settings;
    private ShortpathOperator operator;
    private Admission admission;

    Installed() {
        this(new SimpleMeterRegistry());
    }

    public Installed(MeterRegistry registry) {
        this(registry, Running.QUICK);
    }

    Installed(MeterRegistry registry, Settings settings) {
        this(Instruments.of(registry), settings);
    }

    Installed(Instruments instruments, Settings settings) {
        this(new Installation(), settings, instruments);
    }

    /** Closes the installation with itself. */
    Installed(Installation installation, Settings settings, Instruments instruments) {
        this.installation = installation;
        this.registry = instruments.registry();
        this.instruments = instruments;
        this.settings = settings;
        start();
    }

    /** Where the door listens on this machine. */
    int port() {
        return admission.port();
    }

    /** What the API server trusts. */
    List<X509Certificate> bundle() {
        return installation.bundle();
    }

    void start() {
        Meters meters = new Meters(instruments);
        operator = new ShortpathOperator(installation.account(), instruments, settings, InstantSource.system());
        AdmissionSettings usual = AdmissionSettings.usual(
                new Door.Place("127.0.0.1", installation.port(), Duration.ofMillis(1500)), Installation.NAMESPACE);
        admission = new Admission(
                new Admission.Surroundings(installation.account(), instruments, InstantSource.system()),
                settings.hookSidecars() ? usual.withHookSidecars() : usual,
                operator.caches(),
                Desks.of(operator.caches(), operator.gathering(), facts -> meters.timed(() -> Planner.plan(facts))),
                operator::leads);
        operator.onLead(admission::tookLead);
        admission.start();
        installation.leadTo(admission.port());
        operator.start();
        Bench.patiently().until(operator::ready);
        Bench.patiently().until(this::trusted);
    }

    /** The API server calls us, and the operator knows that it does. */
    private boolean trusted() {
        return !installation.bundle().isEmpty();
    }

    public double reviews(String resource, String outcome) {
        return registry
                .find("shortpath.admission.reviews")
                .tag("resource", resource)
                .tag("outcome", outcome)
                .counters()
                .stream()
                .mapToDouble(c -> c.count())
                .sum();
    }

    /** Reviews of what is being created. */
    public double created(String resource, String outcome) {
        return registry
                .find("shortpath.admission.reviews")
                .tag("resource", resource)
                .tag("operation", "CREATE")
                .tag("outcome", outcome)
                .counters()
                .stream()
                .mapToDouble(c -> c.count())
                .sum();
    }

    Duration patience() {
        return Duration.ofSeconds(3);
    }

    /** The process is gone, and its webhooks stand. */
    void stop() {
        admission.close();
        operator.close();
    }

    @Override
    public void close() {
        stop();
        installation.close();
    }
}
