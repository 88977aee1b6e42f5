package dev.shortpath.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every right that is shipped has a call that needs it, and every call its right. */
class RightsTableTest {
    @ParameterizedTest
    @CsvSource({
        "operator, operator/rights",
        "permit-host-devices, options/permit-host-devices",
        "hook-sidecars, options/hook-sidecars",
        "probe, probe/rights"
    })
    void everyRightHasACallAndEveryCallItsRight(String part, String file) throws IOException {
        List<Right> needed = new ArrayList<>();
        Needs.of(part).forEach(n -> {
            assertThat(n.call()).as("the call of %s", n.rights()).isNotEmpty();
            assertThat(n.why()).as("the reason of %s", n.rights()).isNotEmpty();
            needed.addAll(n.rights());
        });
        assertThat(needed).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(needed)).isEqualTo(shipped(file));
    }

    private static Set<Right> shipped(String file) throws IOException {
        Set<Right> rights = new TreeSet<>();
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        yaml.readerFor(JsonNode.class)
                .<JsonNode>readValues(Path.of("deploy", file + ".yaml").toFile())
                .forEachRemaining(document -> rights.addAll(Right.of(document)));
        return rights;
    }
}
