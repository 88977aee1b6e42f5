package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The node of a pod, out of its token. */
class OwnNodeTest {
    private static String token(String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return "e30." + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
    }

    @Test
    void aPodBoundTokenSaysNameAndUid() {
        assertThat(OwnNode.of(token("{\"kubernetes.io\":{\"node\":{\"name\":\"n1\",\"uid\":\"7\"}}}") + "\n"))
                .contains(new OwnNode("n1", "7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kubernetes.io\":{\"node\":{\"name\":\"n1\"}}}",
                "{\"kubernetes.io\":{\"node\":{\"uid\":\"7\"}}}",
                "{\"kubernetes.io\":[]}",
                "no JSON"
            })
    void aTokenWithoutNodeSaysNothing(String claims) {
        assertThat(OwnNode.of(token(claims))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "opaque", "a.b", "a.!!.c", "..", "a.b.c.d"})
    void whatIsNoTokenSaysNothing(String text) {
        assertThat(OwnNode.of(text)).isEmpty();
        assertThat(OwnNode.of(null)).isEmpty();
    }
}
