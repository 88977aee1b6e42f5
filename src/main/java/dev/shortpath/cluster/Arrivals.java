package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Waits a moment for an object that others have seen already: KubeVirt makes a VMI of a VM, and a pod of a VMI, so soon that
 * a cache may be a little behind.
 */
public final class Arrivals implements Caches.Listener {
    /** Well within what the API server waits for an answer. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private record Expected(Watched kind, Key key, Predicate<JsonNode> wanted, CompletableFuture<JsonNode> arrival) {}

    private final Caches caches;
    private final List<Expected> expected = new CopyOnWriteArrayList<>();

    public Arrivals(Caches caches) {
        this.caches = caches;
    }

    /** The object as it is wanted; empty where it does not come in time. */
    public Optional<JsonNode> await(Watched kind, Key key, Predicate<JsonNode> wanted) {
        Optional<JsonNode> there = caches.shelf(kind).find(key).filter(wanted);
        if (there.isPresent()) {
            return there;
        }
        Expected one = new Expected(kind, key, wanted, new CompletableFuture<>());
        expected.add(one);
        try {
            // It may have come between the look and the wait.
            caches.shelf(kind).find(key).filter(wanted).ifPresent(one.arrival()::complete);
            return Optional.of(one.arrival().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            expected.remove(one);
        }
    }

    @Override
    public void changed(Watched kind, Optional<JsonNode> before, Optional<JsonNode> after) {
        if (expected.isEmpty() || after.isEmpty()) {
            return;
        }
        Key key = Key.of(after.get());
        expected.stream()
                .filter(e ->
                        e.kind() == kind && e.key().equals(key) && e.wanted().test(after.get()))
                .forEach(e -> e.arrival().complete(after.get()));
    }

    @Override
    public void state(Watched kind, Caches.State state) {
        // Nothing arrives by it.
    }
}
