package dev.shortpath.admission;

import dev.shortpath.admission.certificate.Certificates;
import dev.shortpath.facts.Excerpt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it, again and again, that the door's certificate, the Secret and the webhook configurations agree. Every
 * replica does, in one thread, and what it compares it has just read from the server.
 */
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /** Changes come in swarms: profiles that are listed, a bundle that we wrote ourselves. */
    private static final long GATHER_MILLIS = 50;

    private static final int STEPS = 8;

    private final Certificates certificates;
    private final Configurations configurations;
    private final Supplier<Optional<Audience>> audience;
    private final Supplier<Optional<Map<String, String>>> said;
    private final InstantSource clock;
    private final Seldom seldom;
    private final AtomicBoolean rung = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("shortpath-webhook").factory());

    Upkeep(
            Certificates certificates,
            Configurations configurations,
            Supplier<Optional<Audience>> audience,
            Supplier<Optional<Map<String, String>>> said,
            InstantSource clock) {
        this.certificates = certificates;
        this.configurations = configurations;
        this.audience = audience;
        this.said = said;
        this.clock = clock;
        this.seldom = new Seldom(clock);
    }

    void start(Duration every) {
        thread.scheduleWithFixedDelay(this::visit, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Something has changed: look soon. */
    void ring() {
        if (rung.compareAndSet(false, true)) {
            try {
                thread.schedule(
                        () -> {
                            rung.set(false);
                            visit();
                        },
                        GATHER_MILLIS,
                        TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("closed already");
            }
        }
    }

    private void visit() {
        try {
            for (int i = 0; i < STEPS && agree(); i++) {
                LOG.debug("one more step");
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Nothing waits for us: the next visit tries again.
            seldom.say(
                    e.getClass().getName(),
                    more -> LOG.warn(
                            "the webhook's certificate or configuration is not kept up to date{}: {}",
                            more == 0 ? "" : " (" + more + " more times)",
                            Excerpt.of(String.valueOf(e.getMessage()).replaceAll("\\s+", " "), 512)));
        }
    }

    private boolean agree() throws IOException, GeneralSecurityException {
        Optional<String> bundle = certificates.present(clock.instant());
        boolean trusted = configurations.keep(new Configurations.Wanted(
                bundle.map(pem -> Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8))),
                audience.get().map(MatchConditions::of),
                said.get()));
        Instant now = clock.instant();
        return certificates.advance(now, trusted);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
