package dev.shortpath.admission;

import dev.shortpath.facts.Excerpt;
import dev.shortpath.telemetry.AdmissionMeters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings each review to its desk and an answer back in time, whatever the desk does. */
final class Reception implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final Set<String> ANSWERED = Set.of("CREATE", "UPDATE");
    private static final String UNKNOWN = "unknown";

    private final Map<String, Desk> desks;
    private final Duration deadline;
    private final AdmissionMeters meters;
    private final Seldom seldom;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("shortpath-review-", 0).factory());

    Reception(Map<String, Desk> desks, Duration deadline, AdmissionMeters meters, InstantSource clock) {
        this.desks = Map.copyOf(desks);
        this.deadline = deadline;
        this.meters = meters;
        this.seldom = new Seldom(clock);
    }

    boolean knows(String path) {
        return desks.containsKey(path);
    }

    Set<String> paths() {
        return new java.util.TreeSet<>(desks.keySet());
    }

    /** One review on its way. */
    private static final class Visit {
        private final String path;
        private final long began = System.nanoTime();
        private volatile Optional<Request> request = Optional.empty();

        Visit(String path) {
            this.path = path;
        }

        String resource() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        String operation() {
            return request.map(Request::operation).orElse(UNKNOWN);
        }

        Duration took() {
            return Duration.ofNanos(System.nanoTime() - began);
        }

        String about() {
            return request.map(r -> r.operation() + " of " + resource() + " " + r.key())
                    .orElseGet(this::resource);
        }
    }

    private record Outcome(String word, Reply reply) {}

    /** The answer to a body sent to a path that is known; never fails, and is there by the deadline. */
    CompletableFuture<Reply> receive(String path, byte[] body) {
        Visit visit = new Visit(path);
        CompletableFuture<Optional<Outcome>> outcome = new CompletableFuture<>();
        Future<?> task = threads.submit(() -> outcome.complete(Optional.of(traced(visit, body))));
        return outcome.completeOnTimeout(Optional.empty(), deadline.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(in -> {
                    Outcome out = in.orElseGet(() -> late(visit, task));
                    meters.answered(visit.resource(), visit.operation(), out.word(), visit.took());
                    return out.reply();
                });
    }

    private Outcome traced(Visit visit, byte[] body) {
        return meters.answering(marks -> {
            marks.mark("resource", visit.resource());
            Outcome outcome = answer(visit, body);
            marks.mark("operation", visit.operation());
            marks.mark("object", visit.request.map(r -> r.key().toString()).orElse(UNKNOWN));
            marks.mark("outcome", outcome.word());
            return outcome;
        });
    }

    private Outcome answer(Visit visit, byte[] body) {
        try {
            Request request = Review.read(body);
            visit.request = Optional.of(request);
            Answer answer = isOurs(request) ? desks.get(visit.path).answer(request) : Answer.unchanged();
            return new Outcome(answer.patch().isEmpty() ? "unchanged" : "patched", Reply.allow(request, answer));
        } catch (BadReview bad) {
            seldom.say(
                    "malformed",
                    more -> LOG.warn("a review that is none{}: {}", times(more), Excerpt.of(bad.getMessage(), 256)));
            return new Outcome("malformed", Reply.to(bad));
        } catch (RuntimeException | Error fault) {
            return failed(visit, fault);
        }
    }

    /** What goes away gets no values any more. */
    private static boolean isOurs(Request request) {
        return ANSWERED.contains(request.operation())
                && !request.object().at("/metadata/deletionTimestamp").isTextual();
    }

    private Outcome failed(Visit visit, Throwable fault) {
        seldom.say(
                "failed " + visit.resource(),
                more -> LOG.error(
                        "admitted unchanged, by a fault of ours{}: {}: {}",
                        times(more),
                        visit.about(),
                        fault.toString(),
                        fault));
        return new Outcome(
                "failed",
                unchanged(visit, "shortpath: left unchanged by an internal error, which the operator's log has"));
    }

    private Outcome late(Visit visit, Future<?> task) {
        task.cancel(true);
        seldom.say(
                "late " + visit.resource(),
                more -> LOG.warn("admitted unchanged, for lack of time{}: {}", times(more), visit.about()));
        return new Outcome("late", unchanged(visit, "shortpath: left unchanged, since the answer took too long"));
    }

    private static Reply unchanged(Visit visit, String warning) {
        return visit.request
                .map(r -> Reply.allow(r, Answer.unchanged(warning)))
                .orElseGet(() ->
                        Reply.status(503, "ServiceUnavailable", "the review was not read in time: send it again"));
    }

    private static String times(long more) {
        return more == 0 ? "" : " (and " + more + " more in between)";
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
