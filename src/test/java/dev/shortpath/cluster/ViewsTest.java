package dev.shortpath.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.shortpath.kubevirt.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private final List<List<JsonNode>> looked = new ArrayList<>();
    private final World.View<Integer> size = World.View.of("Node.v1", objects -> {
        looked.add(objects);
        return objects.size();
    });
    private final World.View<String> text = World.View.of("Node.v1", objects -> objects.toString());
    private final Views views = new Views();

    private static List<JsonNode> list(String... words) {
        return java.util.Arrays.stream(words).<JsonNode>map(TextNode::valueOf).toList();
    }

    @Test
    void whatHasNotChangedIsLookedAtOnce() {
        List<JsonNode> objects = list("a", "b");
        assertThat(views.of(size, List.of(objects))).isEqualTo(2);
        assertThat(views.of(text, List.of(objects))).contains("a", "b");
        assertThat(views.of(size, List.of(objects))).isEqualTo(2);
        assertThat(looked).hasSize(1);
    }

    @Test
    void anotherListIsLookedAtAnew() {
        views.of(size, List.of(list("a")));
        assertThat(views.of(size, List.of(list("a", "b")))).isEqualTo(2);
        assertThat(looked).hasSize(2);
    }
}
