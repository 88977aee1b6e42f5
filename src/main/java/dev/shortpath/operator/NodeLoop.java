package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.cluster.Answers;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.LabelWriter;
import dev.shortpath.cluster.Watched;
import dev.shortpath.cluster.WatchedStorageNode;
import dev.shortpath.cluster.Wire;
import dev.shortpath.telemetry.Bulletin;
import dev.shortpath.telemetry.NodeMeters;
import java.time.InstantSource;
import java.util.Optional;

/** The nodes' part of the loop put together: labels from what probes saw, and who is told when one falls silent. */
final class NodeLoop implements Caches.Listener, AutoCloseable {
    private final Bell<WatchedStorageNode> bell = new Bell<>("concern");
    private final NodeReporter reporter;
    private final NodeReconciler reconciler;
    private final Silence silence;

    /** What it works with, beside the caches. */
    record Surroundings(Wire wire, Bulletin bulletin, NodeMeters meters, InstantSource clock) {}

    /** @param everybody calls for a visit to all whose plan rests on a node */
    NodeLoop(Caches caches, Surroundings with, Runnable everybody) {
        Answers nodes = new Answers(Watched.NODE, caches.shelf(Watched.NODE));
        caches.listen(nodes);
        this.reporter = new NodeReporter(with.bulletin(), with.meters());
        this.reconciler = new NodeReconciler(caches, nodes, new LabelWriter(with.wire(), nodes), reporter, bell);
        this.silence = new Silence(caches.heartbeats(), with.clock(), with.meters(), everybody);
        caches.listen(this);
        with.meters().oldest(caches.heartbeats()::oldest);
    }

    NodeReconciler reconciler() {
        return reconciler;
    }

    void start() {
        silence.start();
    }

    @Override
    public void changed(Watched kind, Optional<JsonNode> before, Optional<JsonNode> after) {
        if (kind != Watched.NODE && kind != Watched.STORAGE_NODE) {
            return;
        }
        Key key = Key.of(after.or(() -> before).orElseThrow());
        if (after.isEmpty()) {
            reporter.gone(key.name());
        }
        // A taint or a device more is no news to labels; whoever takes one of ours away sees it come back.
        if (kind == Watched.STORAGE_NODE || !metadata(before).equals(metadata(after))) {
            bell.ring(key);
        }
    }

    private static Optional<JsonNode> metadata(Optional<JsonNode> node) {
        return node.map(n -> n.path("metadata"));
    }

    @Override
    public void state(Watched kind, Caches.State state) {
        // Labels wait for all that is watched, and then come by themselves.
    }

    @Override
    public void close() {
        silence.close();
    }
}
