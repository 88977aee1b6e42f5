package dev.shortpath.admission;

import dev.shortpath.admission.certificate.Presented;
import dev.shortpath.telemetry.AdmissionMeters;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The HTTPS server to which the API server brings its reviews. A server of its own, so that it is the same in a test
 * as in a cluster and shares no port, certificate or thread with health and metrics.
 */
public final class Door implements AutoCloseable {
    /** Inside the two seconds that the configurations give us. */
    public static final Duration DEADLINE = Duration.ofMillis(1500);

    /** The API server keeps an idle connection for 90 seconds. */
    private static final int IDLE_SECONDS = 120;

    private static final int WAIT_SECONDS = 10;

    private final Vertx vertx;
    private final Reception reception;
    private final Entrance entrance;
    private final HttpServer server;
    private volatile boolean listening;

    /**
     * Where it listens.
     *
     * @param port 0: a free one
     * @param deadline after which a review is answered without its desk
     */
    public record Place(String host, int port, Duration deadline) {
        public Place(String host, int port) {
            this(host, port, DEADLINE);
        }
    }

    public Door(
            Place place, Map<String, Desk> desks, Presented presented, AdmissionMeters meters, InstantSource clock) {
        vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        reception = new Reception(desks, place.deadline(), meters, clock);
        entrance = new Entrance(vertx, reception);
        Handshakes handshakes = new Handshakes(presented, meters, clock);
        server = vertx.createHttpServer(options(place, presented))
                .exceptionHandler(handshakes::failed)
                .requestHandler(entrance::enter);
    }

    private static HttpServerOptions options(Place place, Presented presented) {
        return new HttpServerOptions()
                .setHost(place.host())
                .setPort(place.port())
                .setSsl(true)
                .setUseAlpn(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                // Asks anew at every handshake: a new certificate needs no new server, and breaks no connection.
                .setKeyCertOptions(KeyCertOptions.wrap(presented))
                .setSslHandshakeTimeout(WAIT_SECONDS)
                .setIdleTimeout(IDLE_SECONDS)
                .setHandle100ContinueAutomatically(true);
    }

    /** Begins to listen; an exception where the port is taken. */
    public void open() {
        try {
            server.listen().toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
            listening = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the webhook's port was opened", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the webhook's port cannot be opened: " + e.getMessage(), e);
        }
    }

    public boolean isListening() {
        return listening;
    }

    public int port() {
        return server.actualPort();
    }

    /** Answers what is inside, and lets nobody in any more. */
    @Override
    public void close() {
        listening = false;
        entrance.empty(DEADLINE);
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
                .join();
        reception.close();
    }
}
