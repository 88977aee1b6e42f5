package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final String NODE = "Node.v1";
    private static final String CLASS = "StorageClass.storage.k8s.io";

    private int looked;
    private final Map<String, List<JsonNode>> lists = new HashMap<>();
    private final World world = new Lists(lists);
    private final World.View<Integer> nodes = new World.View<>(List.of(NODE, CLASS), w -> {
        looked++;
        return w.all(NODE).map(List::size).orElse(-1);
    });
    private final World.View<String> text =
            new World.View<>(List.of(NODE), w -> w.all(NODE).toString());
    private final Views views = new Views();

    private static List<JsonNode> list(String... words) {
        return java.util.Arrays.stream(words).<JsonNode>map(TextNode::valueOf).toList();
    }

    @Test
    void whatHasNotChangedIsLookedAtOnce() {
        lists.put(NODE, list("a", "b"));
        assertThat(views.of(nodes, world)).isEqualTo(2);
        assertThat(views.of(text, world)).contains("a", "b");
        assertThat(views.of(nodes, world)).isEqualTo(2);
        assertThat(looked).isEqualTo(1);
    }

    @Test
    void anotherListOfAnyOfItsKindsIsLookedAtAnew() {
        lists.put(NODE, list("a"));
        views.of(nodes, world);
        lists.put(NODE, list("a", "b"));
        assertThat(views.of(nodes, world)).isEqualTo(2);
        lists.put(CLASS, list("c"));
        views.of(nodes, world);
        assertThat(looked).isEqualTo(3);
    }

    @Test
    void aKindThatIsReadAtLastIsLookedAtAnewAndSoIsOneThatIsLost() {
        assertThat(views.of(nodes, world)).isEqualTo(-1);
        lists.put(NODE, List.of());
        assertThat(views.of(nodes, world)).isZero();
        lists.remove(NODE);
        assertThat(views.of(nodes, world)).isEqualTo(-1);
    }

    private record Lists(Map<String, List<JsonNode>> lists) implements World {
        @Override
        public Found find(String kind, String namespace, String name) {
            return lists.containsKey(kind) ? new Found.NotThere() : new Found.NotRead();
        }

        @Override
        public Optional<List<JsonNode>> all(String kind) {
            return Optional.ofNullable(lists.get(kind));
        }

        @Override
        public Set<String> silent() {
            return Set.of();
        }
    }
}
