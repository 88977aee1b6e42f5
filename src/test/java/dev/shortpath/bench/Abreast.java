package dev.shortpath.bench;

import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** So many at a time, as the operator works on VMs; the first failure ends it. */
record Abreast(int threads) {
    <T> void each(Collection<T> all, Consumer<T> work) {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var done = all.stream()
                    .<Future<?>>map(one -> pool.submit(() -> work.accept(one)))
                    .toList();
            for (Future<?> one : done) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }
}
