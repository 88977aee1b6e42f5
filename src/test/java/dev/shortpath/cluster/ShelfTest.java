package dev.shortpath.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A kind whose objects are packed, and one whose are not. */
class ShelfTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Key KEY = new Key("shop", "db");

    private record News(Optional<JsonNode> before, Optional<JsonNode> after) {}

    private final List<News> news = new ArrayList<>();

    @BeforeEach
    void noNews() {
        news.clear();
    }

    private Shelf<GenericKubernetesResource> shelf(Watched kind) {
        return new Shelf<>(
                kind,
                new Shelf.Plan<>(
                        o -> JSON.convertValue(o, ObjectNode.class),
                        tree -> {},
                        GenericKubernetesResource::new,
                        Map.of()),
                (_, before, after) -> news.add(new News(before, after)));
    }

    private static void put(Shelf<GenericKubernetesResource> shelf, String spec) throws JsonProcessingException {
        String object =
                "{\"metadata\":{\"namespace\":\"shop\",\"name\":\"db\",\"generation\":3},\"spec\":" + spec + "}";
        shelf.put("", JSON.readValue(object, GenericKubernetesResource.class));
    }

    @ParameterizedTest
    @EnumSource(names = {"VM", "NODE"})
    void theOrderOfMembersIsNoNews(Watched kind) throws Exception {
        Shelf<GenericKubernetesResource> shelf = shelf(kind);
        put(shelf, "{\"a\":1,\"b\":{\"c\":\"é→\"}}");
        put(shelf, "{\"b\":{\"c\":\"é→\"},\"a\":1}");

        assertThat(news).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"VM", "NODE"})
    void anotherValueIsNews(Watched kind) throws Exception {
        Shelf<GenericKubernetesResource> shelf = shelf(kind);
        put(shelf, "{\"a\":1}");
        put(shelf, "{\"a\":2}");
        put(shelf, "{}");
        put(shelf, "{\"a\":null}");

        assertThat(news).hasSize(4);
        assertThat(news.get(1).before().orElseThrow().at("/spec/a").asInt()).isEqualTo(1);
        assertThat(news.get(1).after().orElseThrow().at("/spec/a").asInt()).isEqualTo(2);
        assertThat(shelf.find(KEY).orElseThrow().at("/spec").has("a")).isTrue();
    }
}
