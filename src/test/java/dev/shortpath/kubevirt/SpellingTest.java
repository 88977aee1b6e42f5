package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.shortpath.facts.Field;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BUS|\"virtio\"|virtio",
                "IO|\"native\"|native",
                "CACHE|\"none\"|none",
                "ERROR_POLICY|\"report\"|report",
                "IO_THREAD|true|dedicated",
                "IO_THREAD|false|shared",
                "BLOCK_SIZE|{\"matchVolume\":{\"enabled\":true}}|match",
                "BLOCK_SIZE|{\"custom\":{\"logical\":512,\"physical\":512}}|b512",
                "BLOCK_SIZE|{\"custom\":{\"logical\":4096,\"physical\":4096}}|b4096",
                "BLOCK_SIZE|{\"custom\":{\"physical\":4096,\"logical\":512}}|{\"custom\":{\"physical\":4096,\"logical\":512}}",
                "BLOCK_SIZE|{\"matchVolume\":{}}|{\"matchVolume\":{}}",
                "MULTI_QUEUE|true|Always",
                "MULTI_QUEUE|false|Never",
                "PREALLOCATION|true|Always",
                "IO_THREADS_POLICY|\"supplementalPool\"|supplementalPool",
                "IO_THREADS_COUNT|4|4",
                "EVICTION|\"LiveMigrate\"|LiveMigrate",
                "VOLUME_MODE|\"Block\"|Block",
                "STORAGE_CLASS|\"4\"|4",
                // Of a type that does not belong there: compact JSON.
                "IO|{\"a\":[1,null]}|{\"a\":[1,null]}",
                "IO_THREAD|\"yes\"|\"yes\"",
                "MULTI_QUEUE|1|1",
                "IO_THREADS_COUNT|\"many\"|\"many\"",
                "IO_THREADS_COUNT|1.5|1.5",
                "BLOCK_SIZE|[512]|[512]",
            })
    void spellsAValueAndGivesTheSameBytesBack(Field field, String json, String word) throws Exception {
        JsonNode value = JSON.readTree(json);
        assertThat(Spelling.word(field, value)).contains(word);
        assertThat(Spelling.value(field, word).toString()).isEqualTo(json);
    }

    @Test
    void takesNullAndTheEmptyTextForNoValue() throws Exception {
        Stream.of("null", "\"\"").forEach(json -> {
            try {
                assertThat(Spelling.word(Field.BUS, JSON.readTree(json))).isEmpty();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void takesATextThatIsNoJsonAsText() {
        assertThat(Spelling.value(Field.IO, "{not json")).isEqualTo(TextNode.valueOf("{not json"));
    }

    @Test
    void knowsADiskOnlyByItsWholeAlias() {
        Map<String, String> annotations = Map.of(Spelling.URING_DISKS, "ua-data2 ua-wal");
        assertThat(Spelling.usesUring(annotations, "wal")).isTrue();
        assertThat(Spelling.usesUring(annotations, "data")).isFalse();
        assertThat(Spelling.usesUring(Map.of(), "data")).isFalse();
    }
}
