package dev.shortpath.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/compatibility.md calls tested is what the test cluster is pinned to. */
class CompatibilityTest {
    private static final Path CLUSTER = Path.of("src/test/cluster");
    private static final Pattern TESTED =
            Pattern.compile("(?m)^\\| (1\\.\\d+) \\| \\*\\*tested\\*\\*: (\\d+\\.\\d+\\.\\d+)");
    private static final Pattern PIN = Pattern.compile("k8s\\.io/kubernetes v(\\d+\\.\\d+\\.\\d+)");

    @Test
    void everyKubernetesThatIsCalledTestedIsPinned() throws IOException {
        Set<String> pinned = pinned();
        assertThat(TESTED.matcher(Chapter.of(Path.of("docs/compatibility.md")).text())
                        .results())
                .isNotEmpty()
                .allSatisfy(row -> {
                    assertThat(row.group(2)).startsWith(row.group(1) + ".");
                    assertThat(pinned).contains(row.group(2));
                });
    }

    private static Set<String> pinned() throws IOException {
        Set<String> versions = new TreeSet<>();
        try (Stream<Path> files = Files.walk(CLUSTER)) {
            for (Path file : files.filter(f -> f.endsWith("kubernetes/go.mod")).toList()) {
                PIN.matcher(Files.readString(file))
                        .results()
                        .map((MatchResult pin) -> pin.group(1))
                        .forEach(versions::add);
            }
        }
        return versions;
    }
}
