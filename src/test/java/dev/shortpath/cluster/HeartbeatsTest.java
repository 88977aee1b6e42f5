package dev.shortpath.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.shortpath.kubevirt.StorageNodes;
import dev.shortpath.kubevirt.World;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HeartbeatsTest {
    private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");

    /** At some minute a node's probe looked at another, earlier or later; or the node goes; or, without a node, nothing happens. */
    record Beat(long minute, String node, long lookedAt, boolean gone) {}

    @Provide
    Arbitrary<List<Beat>> beats() {
        long stale = World.STALE.toMinutes();
        return Combinators.combine(
                        Arbitraries.longs().between(-2, 3 * stale),
                        Arbitraries.of("", "a", "b", "c"),
                        Arbitraries.longs().between(-stale, 3 * stale),
                        Arbitraries.of(false, false, true))
                .as(Beat::new)
                .list()
                .ofMaxSize(30);
    }

    @Property
    void whatIsRememberedOfWhoIsSilentIsWhatALookWouldFind(@ForAll("beats") List<Beat> beats) {
        Heartbeats heartbeats = new Heartbeats();
        Map<String, Instant> heard = new HashMap<>();
        for (Beat beat : beats) {
            if (beat.gone()) {
                heartbeats.gone(beat.node());
                heard.remove(beat.node());
            } else if (!beat.node().isEmpty()) {
                heartbeats.hear(storageNode(beat.node(), minute(beat.lookedAt())));
                heard.put(beat.node(), minute(beat.lookedAt()));
            }
            Instant now = minute(beat.minute());
            assertThat(heartbeats.silent(now)).isEqualTo(StorageNodes.silent(heard, now));
        }
    }

    private static Instant minute(long minute) {
        return START.plusSeconds(60 * minute);
    }

    private static JsonNode storageNode(String name, Instant at) {
        var node = JsonNodeFactory.instance.objectNode();
        node.withObject("/metadata").put("name", name);
        node.withObject("/status").put("observedAt", at.toString());
        return node;
    }
}
