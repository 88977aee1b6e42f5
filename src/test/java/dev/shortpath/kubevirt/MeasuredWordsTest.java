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
                .endsWith("data.summary has 1025 characters; 1024 is the most");
        ObjectNode many = Measured.configMap(VM, WORDS);
        for (int i = 0; i < 64; i++) {
            many.withObject("/data").put("k" + i, "v");
        }
        assertThat(passedOver(many)).endsWith("data has 66 entries; 64 is the most");
    }
}
