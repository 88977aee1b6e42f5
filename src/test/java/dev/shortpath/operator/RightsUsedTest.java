package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chart's rights are those that are used: everything that Shortpath does is done, and the API server's audit log says
 * what that took.
 */
@Tag("cluster")
class RightsUsedTest {
    @TempDir
    private Path folder;

    @Test
    void everyRightIsUsedAndNoneIsMissing() throws IOException {
        try (Workplace place = new Workplace(folder)) {
            Asked asked = new Asked();
            try (Duties duties = place.duties()) {
                all(place, duties);
            }
            patiently()
                    .untilAsserted(() -> assertThat(asked.of("shortpath-operator", true))
                            .isEqualTo(used("operator", "permit-host-devices", "hook-sidecars")));
            assertThat(asked.of("shortpath-operator", false)).isEmpty();
            assertThat(asked.of("shortpath-probe", true)).isEqualTo(used("probe"));
            assertThat(asked.of("shortpath-probe", false)).isEmpty();
        }
    }

    private static void all(Workplace place, Duties duties) throws IOException {
        try {
            duties.prepare();
            place.start();
            duties.operator(place.account());
            duties.probe();
        } catch (RuntimeException e) {
            throw new AssertionError("at: " + duties.step(), e);
        }
    }

    private static Set<Right> used(String... parts) {
        Set<Right> rights = new TreeSet<>();
        Stream.of(parts)
                .flatMap(p -> Needs.of(p).stream())
                .filter(n -> !n.unused())
                .forEach(n -> rights.addAll(n.rights()));
        return rights;
    }
}
