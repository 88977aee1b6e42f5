package dev.shortpath.admission;

import dev.shortpath.facts.Excerpt;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One HTTP request: is it a review at all, does its body come whole and in time, and back with what it is answered. */
final class Entrance {
    /** A review carries an object twice, of at most some 1.5 MiB each. */
    static final int LARGEST = 8 * 1024 * 1024;

    private static final Duration BODY = Duration.ofSeconds(5);
    private static final String JSON = "application/json";

    private final Vertx vertx;
    private final Reception reception;
    private final Phaser inside = new Phaser(1);

    Entrance(Vertx vertx, Reception reception) {
        this.vertx = vertx;
        this.reception = reception;
    }

    void enter(HttpServerRequest request) {
        Optional<Reply> refusal = refusal(request);
        if (refusal.isPresent()) {
            send(request, refusal.get(), true);
            return;
        }
        new Delivery(request).take();
    }

    private Optional<Reply> refusal(HttpServerRequest request) {
        if (!reception.knows(request.path())) {
            return refuse(404, "NotFound", "reviews are taken at " + String.join(", ", reception.paths()));
        }
        if (!request.method().equals(HttpMethod.POST)) {
            request.response().putHeader(HttpHeaders.ALLOW, "POST");
            return refuse(
                    405,
                    "MethodNotAllowed",
                    "a review is sent with POST, not " + word(request.method().name()));
        }
        String type =
                Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE)).orElse("");
        if (!type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(JSON)) {
            return refuse(415, "UnsupportedMediaType", "a review is sent as " + JSON + ", not as " + word(type));
        }
        if (announced(request) > LARGEST) {
            return Optional.of(tooLarge());
        }
        return Optional.empty();
    }

    private static long announced(HttpServerRequest request) {
        try {
            return Long.parseLong(Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_LENGTH))
                    .orElse("0"));
        } catch (NumberFormatException e) {
            return 0; // Counted as it comes.
        }
    }

    private static Optional<Reply> refuse(int code, String reason, String message) {
        return Optional.of(Reply.status(code, reason, message));
    }

    private static String word(String given) {
        return given.isEmpty() ? "without a type" : "\"" + Excerpt.of(given, 64) + "\"";
    }

    private static Reply tooLarge() {
        return Reply.status(
                413, "RequestEntityTooLarge", "a review has at most " + LARGEST + " bytes, twice what etcd can store");
    }

    private static void send(HttpServerRequest request, Reply reply, boolean last) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (last && request.version() != HttpVersion.HTTP_2) {
            // What is left of the body is of no use to anybody.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        response.setStatusCode(reply.code())
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .end(reply.body().toString());
    }

    /** Waits until nobody is inside any more, or for so long. */
    void empty(Duration atMost) {
        try {
            inside.awaitAdvanceInterruptibly(inside.arrive(), atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            // Whoever is still inside goes away empty-handed, which the configuration allows.
        }
    }

    /** A body on its way in; everything happens on the connection's event loop, but the answering. */
    private final class Delivery {
        private final HttpServerRequest request;
        private final Context loop = vertx.getOrCreateContext();
        private final Buffer body = Buffer.buffer();
        private final long timer;
        private boolean over;

        Delivery(HttpServerRequest request) {
            this.request = request;
            this.timer = vertx.setTimer(
                    BODY.toMillis(),
                    t -> give(Reply.status(408, "Timeout", "the body did not come within " + BODY.toSeconds() + " s")));
        }

        void take() {
            inside.register();
            request.exceptionHandler(gone -> finish());
            request.handler(this::chunk);
            request.endHandler(end -> whole());
        }

        private void chunk(Buffer more) {
            if (over) {
                return;
            }
            if (body.length() + more.length() > LARGEST) {
                give(tooLarge());
                return;
            }
            body.appendBuffer(more);
        }

        private void whole() {
            if (over) {
                return;
            }
            vertx.cancelTimer(timer);
            reception
                    .receive(request.path(), body.getBytes())
                    .thenAccept(reply -> loop.runOnContext(now -> {
                        if (finish()) {
                            send(request, reply, false);
                        }
                    }));
        }

        private void give(Reply refusal) {
            if (finish()) {
                send(request, refusal, true);
            }
        }

        private boolean finish() {
            if (over) {
                return false;
            }
            over = true;
            vertx.cancelTimer(timer);
            inside.arriveAndDeregister();
            return true;
        }
    }
}
