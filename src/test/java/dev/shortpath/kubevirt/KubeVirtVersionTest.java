package dev.shortpath.kubevirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.facts.KubeVirtVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeVirtVersionTest {
    @ParameterizedTest
    @CsvSource({
        "v1.4.2, true",
        "1.4.0-rc.1, true",
        "v0.59.2, true",
        "v1.5.0, false",
        "v1.5.0-alpha.0, false",
        "v1.10.0, false",
        "v2.0.0, false",
        "devel, false",
        "v1.x, false"
    })
    void onlyAVersionThatCanBeReadIsKnownToBeOlder(String text, boolean older) {
        assertThat(new KubeVirtVersion(text).isBefore(5)).isEqualTo(older);
    }
}
