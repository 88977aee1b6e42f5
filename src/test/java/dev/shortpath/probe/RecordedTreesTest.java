package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fifteen recorded nodes: kernels 6.1 to 7.2, Intel, AMD, ARM and no IOMMU. */
class RecordedTreesTest {
    private static final Path SYSFS = Path.of("src/test/resources/sysfs");

    @TempDir
    private static Path folder;

    private static final Map<String, Sight> SEEN = new HashMap<>();

    /** Each tree is some thousand files, and is looked at once. */
    private static Sight seen(String name) throws IOException {
        Sight sight = SEEN.get(name);
        if (sight == null) {
            sight = Eyes.look(Recorded.unpack(name, Files.createDirectory(folder.resolve(name))));
            SEEN.put(name, sight);
        }
        return sight;
    }

    static List<String> names() throws IOException {
        return Recorded.names();
    }

    @Test
    void allFifteenAreThere() throws IOException {
        assertThat(names()).hasSize(15);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyFactIsAsTheReadmeSays(String name) throws IOException {
        Sight sight = seen(name);
        List<String> table = FactTable.of(name, sight.status());
        table.forEach(System.out::println);
        assertThat(table).isEqualTo(expected(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void anotherReaderFoundTheSame(String name) throws IOException {
        JsonNode golden =
                new ObjectMapper().readTree(SYSFS.resolve(name + ".facts.json").toFile());
        new GoldenFacts(golden, seen(name).status()).agree();
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothingOfAWholeTreeIsAProblem(String name) throws IOException {
        assertThat(seen(name).problems()).isEmpty();
    }

    private static List<String> expected(String name) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean on = false;
        for (String line : Files.readAllLines(SYSFS.resolve("expected.txt"))) {
            on = line.startsWith(" ") ? on : line.startsWith(name + " |");
            if (on) {
                lines.add(line);
            }
        }
        return lines;
    }
}
