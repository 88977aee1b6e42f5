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
import org.junit.jupiter.api.Test;
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
    @EnumSource(names = {"VM", "NAMESPACE"})
    void theOrderOfMembersIsNoNews(Watched kind) throws Exception {
        Shelf<GenericKubernetesResource> shelf = shelf(kind);
        put(shelf, "{\"a\":1,\"b\":{\"c\":\"é→\"}}");
        put(shelf, "{\"b\":{\"c\":\"é→\"},\"a\":1}");

        assertThat(news).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"VM", "NAMESPACE"})
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

    private static String vm(String version, String a) {
        return "{\"metadata\":{\"namespace\":\"shop\",\"name\":\"db\",\"resourceVersion\":\"" + version
                + "\"},\"spec\":{\"a\":\"" + a + "\"}}";
    }

    @Test
    void theEchoOfAWriteIsWhatTheWriteWasAnswered() throws Exception {
        Shelf<GenericKubernetesResource> shelf = shelf(Watched.VM);
        Answers answers = new Answers(Watched.VM, shelf);
        answers.keep(JSON.readTree(vm("7", "answered")));

        shelf.put("", JSON.readValue(vm("7", "told by the watch"), GenericKubernetesResource.class));
        assertThat(shelf.find(KEY).orElseThrow().at("/spec/a").asText()).isEqualTo("answered");
        assertThat(shelf.version(KEY)).isEqualTo(7);
        assertThat(answers.isEcho(KEY)).isTrue();

        shelf.put("", JSON.readValue(vm("8", "another's"), GenericKubernetesResource.class));
        assertThat(shelf.find(KEY).orElseThrow().at("/spec/a").asText()).isEqualTo("another's");
        assertThat(answers.newest(KEY).orElseThrow().at("/spec/a").asText()).isEqualTo("another's");
    }

    @Test
    void thatWeDeletedAnObjectDoesNotHideItsSuccessor() throws Exception {
        Shelf<GenericKubernetesResource> shelf = shelf(Watched.VM);
        Answers answers = new Answers(Watched.VM, shelf);
        put(shelf, "one", vm("7", "first"));

        answers.gone(KEY, "one");
        assertThat(answers.newest(KEY)).isEmpty();
        assertThat(answers.newestVersion(KEY)).isEmpty();

        // A relist tells both at once.
        put(shelf, "two", vm("9", "made anew"));
        assertThat(shelf.find(KEY).orElseThrow().at("/spec/a").asText()).isEqualTo("made anew");
        assertThat(answers.newest(KEY).orElseThrow().at("/spec/a").asText()).isEqualTo("made anew");
    }

    @Test
    void aDeletionOfWhichTheWatchWasQuickerHidesNothing() throws Exception {
        Shelf<GenericKubernetesResource> shelf = shelf(Watched.VM);
        Answers answers = new Answers(Watched.VM, shelf);
        put(shelf, "one", vm("7", "first"));
        shelf.remove("shop/db");

        answers.gone(KEY, "one");
        put(shelf, "two", vm("9", "made anew"));
        answers.gone(KEY, "one");
        assertThat(answers.newest(KEY).orElseThrow().at("/spec/a").asText()).isEqualTo("made anew");
    }

    private static void put(Shelf<GenericKubernetesResource> shelf, String uid, String object)
            throws JsonProcessingException {
        GenericKubernetesResource resource = JSON.readValue(object, GenericKubernetesResource.class);
        resource.getMetadata().setUid(uid);
        shelf.put("", resource);
    }
}
