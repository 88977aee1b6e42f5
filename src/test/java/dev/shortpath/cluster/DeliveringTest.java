package dev.shortpath.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.facts.Capability;
import dev.shortpath.kubevirt.FileWorld;
import dev.shortpath.kubevirt.World;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How long our Plugin may be away. */
class DeliveringTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final List<JsonNode> objects = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T21:00:00Z");
    private final Delivering delivering = new Delivering(new Changing(), Capability.READY, GRACE, () -> now);

    DeliveringTest() throws IOException {
        objects.add(JSON.readTree("""
                {"kind": "KubeVirt", "apiVersion": "kubevirt.io/v1", "metadata": {"name": "kubevirt", "namespace": "kubevirt"},
                 "spec": {"configuration": {"developerConfiguration": {"featureGates": ["Plugins"]}}}, "status": {"phase": "Deployed"}}"""));
    }

    private void plugin(JsonNode spec) {
        ObjectNode plugin =
                JSON.createObjectNode().put("kind", "Plugin").put("apiVersion", "plugin.kubevirt.io/v1alpha1");
        plugin.putObject("metadata").put("name", "shortpath");
        plugin.set("spec", spec);
        objects.add(plugin);
    }

    private boolean against() {
        return delivering.now().ioUring().against();
    }

    @Test
    void aPluginThatIsGoneCountsAfterItsTime() {
        assertThat(against()).isFalse();
        assertThat(delivering.now().ioUring().ready()).isFalse();
        assertThat(delivering.left()).contains(GRACE);

        now = now.plus(GRACE).minusMillis(1);
        assertThat(against()).isFalse();
        now = now.plusMillis(1);
        assertThat(against()).isTrue();
        assertThat(delivering.left()).isEmpty();
    }

    @Test
    void aPluginThatComesBackStartsTheTimeAnew() {
        assertThat(against()).isFalse();
        now = now.plusSeconds(299);
        plugin(Shipped.plugin());
        assertThat(delivering.now().ioUring().ready()).isTrue();
        assertThat(delivering.left()).isEmpty();

        objects.removeLast();
        now = now.plusSeconds(10);
        assertThat(against()).isFalse();
        assertThat(delivering.left()).contains(GRACE);
    }

    @Test
    void whoeverRemembersNothingTakesItAtOnce() {
        plugin(JSON.createObjectNode().put("condition", "another"));

        assertThat(Delivering.of(new Changing()).ioUring().against()).isTrue();
        assertThat(against()).isFalse();
    }

    /** The objects as they are now. */
    private final class Changing implements World {
        @Override
        public Found find(String kind, String namespace, String name) {
            return FileWorld.of(objects).find(kind, namespace, name);
        }

        @Override
        public Optional<List<JsonNode>> all(String kind) {
            return FileWorld.of(objects).all(kind);
        }

        @Override
        public Set<String> silent() {
            return Set.of();
        }
    }
}
