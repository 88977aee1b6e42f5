package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.cluster.Answers;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.LabelWriter;
import dev.shortpath.cluster.WatchedStorageNode;
import dev.shortpath.cluster.Wire;
import dev.shortpath.facts.Hardware;
import dev.shortpath.kubevirt.LabelHolders;
import dev.shortpath.kubevirt.StorageNodes;
import dev.shortpath.plan.node.Labelling;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Turns a StorageNode into its node's labels. Without a StorageNode, or without its node, nothing is to be done. */
@Ignore
@ControllerConfiguration(
        name = "storagenode",
        generationAwareEventProcessing = false,
        informer = @Informer(comparableResourceVersions = false))
final class NodeReconciler implements Reconciler<WatchedStorageNode> {
    /** While thousands of VMs are read a thousand nodes are not to be asked about three times a second. */
    private static final Duration UNTIL_SETTLED = Duration.ofSeconds(2);
    /** The node's change, which the cache has yet to bring, calls for a visit by itself. */
    private static final Duration AFTER_A_CONFLICT = Duration.ofSeconds(5);

    private final Caches caches;
    private final Answers nodes;
    private final LabelWriter writer;
    private final NodeReporter reporter;
    private final Bell<WatchedStorageNode> bell;

    NodeReconciler(
            Caches caches, Answers nodes, LabelWriter writer, NodeReporter reporter, Bell<WatchedStorageNode> bell) {
        this.caches = caches;
        this.nodes = nodes;
        this.writer = writer;
        this.reporter = reporter;
        this.bell = bell;
    }

    @Override
    public List<EventSource<?, WatchedStorageNode>> prepareEventSources(
            EventSourceContext<WatchedStorageNode> context) {
        return List.of(bell);
    }

    @Override
    public UpdateControl<WatchedStorageNode> reconcile(WatchedStorageNode primary, Context<WatchedStorageNode> context)
            throws IOException {
        if (!caches.settled()) {
            return again(UNTIL_SETTLED);
        }
        Key key = new Key("", primary.getMetadata().getName());
        Optional<JsonNode> node = nodes.newest(key);
        Optional<JsonNode> report = caches.storageNodes().find(key);
        Optional<Hardware> seen = report.flatMap(StorageNodes::hardware);
        if (node.isEmpty() || seen.isEmpty() || !StorageNodes.isAbout(report.get(), node.get())) {
            return UpdateControl.noUpdate();
        }
        Labelling labelling = Labelling.of(
                seen.get(), StorageNodes.drivesListed(report.get()), LabelHolders.standing(node.get(), Wire.MANAGER));
        LabelWriter.Result result;
        try {
            result = writer.write(node.get(), labelling);
        } catch (IOException e) {
            reporter.failed();
            throw e;
        }
        reporter.tell(node.get(), labelling, result);
        return result == LabelWriter.Result.CONFLICT ? again(AFTER_A_CONFLICT) : UpdateControl.noUpdate();
    }

    private static UpdateControl<WatchedStorageNode> again(Duration after) {
        return UpdateControl.<WatchedStorageNode>noUpdate().rescheduleAfter(after);
    }
}
