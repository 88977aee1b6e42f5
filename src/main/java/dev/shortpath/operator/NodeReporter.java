package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.LabelWriter;
import dev.shortpath.cluster.Watched;
import dev.shortpath.plan.node.Labelling;
import dev.shortpath.plan.node.Labelling.Other;
import dev.shortpath.telemetry.Bulletin;
import dev.shortpath.telemetry.Bulletin.News;
import dev.shortpath.telemetry.Correlation;
import dev.shortpath.telemetry.NodeMeters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of a node's labels what was written, and which are somebody else's: in an event and a line of the log where that
 * changed, in metrics. At the first look at a node only what contradicts its probe is news.
 */
final class NodeReporter {
    private static final Logger LOG = LoggerFactory.getLogger("dev.shortpath.node");

    private final Bulletin bulletin;
    private final NodeMeters meters;
    private final Map<String, List<Other>> known = new ConcurrentHashMap<>();

    NodeReporter(Bulletin bulletin, NodeMeters meters) {
        this.bulletin = bulletin;
        this.meters = meters;
    }

    void failed() {
        meters.wrote("failed");
    }

    void tell(JsonNode node, Labelling labelling, LabelWriter.Result result) {
        try (Correlation _ = Correlation.of(Correlation.NODE, Key.of(node).name())) {
            told(node, labelling, result);
        }
    }

    private void told(JsonNode node, Labelling labelling, LabelWriter.Result result) {
        String name = Key.of(node).name();
        switch (result) {
            case WRITTEN -> {
                meters.wrote("written");
                LOG.info("{}: labels {}", name, labelling.ours());
            }
            case CONFLICT -> meters.wrote("conflict");
            case SAME, GONE -> {
                // Nothing was written.
            }
        }
        List<Other> before = known.put(name, labelling.others());
        if (labelling.others().equals(before)) {
            return;
        }
        count();
        List<Other> news = labelling.others().stream()
                .filter(o -> before == null ? !o.agrees() : !before.contains(o))
                .toList();
        if (!news.isEmpty()) {
            boolean warning = news.stream().anyMatch(o -> !o.agrees());
            String note = news.stream().map(Other::sentence).collect(Collectors.joining("; ")) + ".";
            bulletin.post(
                    Watched.NODE.reference(node),
                    new News(warning, warning ? "LabelDisagrees" : "LabelNotOurs", "Label", note));
            LOG.info("{}: {}", name, note);
        }
    }

    /** The node is gone, or nothing reports of it any more. */
    void gone(String node) {
        if (known.remove(node) != null) {
            count();
        }
    }

    private void count() {
        List<Other> all = known.values().stream().flatMap(List::stream).toList();
        meters.others((int) all.stream().filter(Other::agrees).count(), (int)
                all.stream().filter(o -> !o.agrees()).count());
    }
}
