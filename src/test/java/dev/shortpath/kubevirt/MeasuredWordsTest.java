package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.kubevirt.Measured.Reading;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasuredWordsTest {
    private static final JsonNode VM = vm("1");
    private static final Map<String, String> WORDS = Map.of("summary", "a gain", "rate", "1.4 times");

    private static ObjectNode vm(String uid) {
        ObjectNode vm = new ObjectMapper().createObjectNode();
        vm.putObject("metadata").put("name", "db").put("namespace", "shop").put("uid", uid);
        return vm;
    }

    private static String passedOver(JsonNode map) {
        return ((Reading.PassedOver) Measured.read(Optional.of(map), VM)).why();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        ObjectNode map = Measured.configMap(VM, WORDS);

        assertThat(map.at("/metadata/name").asText()).isEqualTo("db-measured");
        assertThat(Measured.vm("db-measured")).contains("db");
        assertThat(Measured.read(Optional.of(map), VM)).isEqualTo(new Reading.Found(WORDS));
    }

    @Test
    void whatIsNotThereIsNotThere() {
        assertThat(Measured.read(Optional.empty(), VM)).isEqualTo(new Reading.None());
        assertThat(Measured.vm("-measured")).isEmpty();
        assertThat(Measured.vm("other")).isEmpty();
    }

    @Test
    void oneOfANamesakeIsPassedOver() {
        assertThat(passedOver(Measured.configMap(vm("2"), WORDS)))
                .isEqualTo(
                        "ConfigMap shop/db-measured is passed over: metadata.ownerReferences does not name the VM with"
                                + " uid 1; it is of another VM, or of one of this name that is gone");
    }

    @Test
    void oneThatNoReportCouldHoldIsPassedOver() {
        assertThat(passedOver(Measured.configMap(VM, Map.of("rate", "1"))))
                .endsWith("data has no summary; shortpath bench writes one");
        assertThat(passedOver(Measured.configMap(VM, Map.of("summary", "x".repeat(1025)))))
                .endsWith("data.summary has more than 1024 characters, which is the most");
        assertThat(passedOver(Measured.configMap(VM, Map.of("summary", "\u001b[31ma gain"))))
                .contains("data.summary has a control character");
        ObjectNode many = Measured.configMap(VM, WORDS);
        for (int i = 0; i < 64; i++) {
            many.withObject("/data").put("k" + i, "v");
        }
        assertThat(passedOver(many)).endsWith("data has more than 64 entries, which is the most");
    }

    @Test
    void cachesKeepNoMoreOfItThanIsRead() {
        ObjectNode map = Measured.configMap(VM, WORDS);
        map.putObject("binaryData").put("b", "x");
        map.withObject("/metadata/annotations").put("a", "x".repeat(100_000));
        Kept.of("ConfigMap.v1", map);
        assertThat(Measured.read(Optional.of(map), VM)).isEqualTo(new Reading.Found(WORDS));

        for (int i = 0; i < 1000; i++) {
            map.withObject("/data").put("k" + i, "v".repeat(1000));
            map.withObject("/metadata")
                    .withArray("ownerReferences")
                    .addObject()
                    .put("kind", "Node")
                    .put("uid", "u" + i);
        }
        map.withObject("/data").put("summary", "x".repeat(100_000));
        map.withObject("/metadata/labels").put("shortpath.dev/measured", "true");
        Kept.of("ConfigMap.v1", map);
        assertThat(map.toString().length()).isLessThan(80_000);
        assertThat(passedOver(map)).endsWith("data has more than 64 entries, which is the most");
    }
}
