package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.Watched;
import dev.shortpath.kubevirt.Measured;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was measured of a VM, out of the ConfigMap beside it; of one that is passed over the log says why, once. */
final class Measurements {
    private static final Logger LOG = LoggerFactory.getLogger("dev.shortpath.measured");

    private static final int MOST_SAID = 1000;

    private final Caches caches;
    private final Map<Key, String> said = new ConcurrentHashMap<>();

    Measurements(Caches caches) {
        this.caches = caches;
    }

    Map<String, String> of(JsonNode vm) {
        Key key = Key.of(vm);
        Optional<JsonNode> map =
                caches.shelf(Watched.MEASURED).find(new Key(key.namespace(), Measured.name(key.name())));
        Measured.Reading reading = Measured.read(map, vm);
        if (!(reading instanceof Measured.Reading.PassedOver over)) {
            said.remove(key);
        } else if (!over.why().equals(said.put(key, over.why()))) {
            LOG.warn("{}", over.why());
            if (said.size() > MOST_SAID) {
                // Of VMs that are gone: what is forgotten is only said again.
                said.clear();
            }
        }
        return reading.shown();
    }
}
