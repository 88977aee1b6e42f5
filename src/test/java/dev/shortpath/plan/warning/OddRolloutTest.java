package dev.shortpath.plan.warning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shortpath.kubevirt.Profiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rollouts by themselves: whether this version accepts them at all is Acceptance's to say. */
class OddRolloutTest {
    private static final String EVERY =
            "spec.rollout.maxUnavailable: every VM of the profile may be restarting at once, at any"
                    + " time; write a smaller number, or a window.";
    private static final String WINDOW = "window: {start: \"02:00\", durationMinutes: 60";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "strategy: Restart | -",
                "strategy: Restart, maxUnavailable: 99% | -",
                "strategy: Restart, maxUnavailable: 100% | " + EVERY,
                "strategy: Restart, maxUnavailable: 100000 | " + EVERY,
                "strategy: Restart, maxUnavailable: 100%, " + WINDOW + "} | -",
                "strategy: Restart, " + WINDOW + ", timeZone: UTC} | -",
                "strategy: Restart, " + WINDOW + ", timeZone: America/Argentina/Buenos_Aires} | -",
                "strategy: Restart, " + WINDOW
                        + ", timeZone: europe/berlin} | spec.rollout.window.timeZone: there is no time"
                        + " zone europe/berlin (was Europe/Berlin meant?); write one of the IANA database, such as"
                        + " Europe/Berlin, or leave it out for UTC.",
                "strategy: Restart, " + WINDOW
                        + ", timeZone: Mars/Base} | spec.rollout.window.timeZone: there is no time zone"
                        + " Mars/Base; write one of the IANA database, such as Europe/Berlin, or leave it out for UTC.",
            })
    void aRolloutGetsItsWarning(String rollout, String expected) throws JsonProcessingException {
        assertThat(of("rollout: {" + rollout + "}"))
                .isEqualTo(expected == null ? "" : expected)
                .hasSizeLessThanOrEqualTo(256);
    }

    @ParameterizedTest
    @CsvSource({"WhenStopped,false", "Stage,false", "Restart,true"})
    void restartsAreNotForPassthrough(String strategy, boolean warned) throws JsonProcessingException {
        String spec =
                "allowedNamespaces: {}, passthrough: [{name: a, resourceName: shortpath.dev/nvme}], rollout: {strategy: "
                        + strategy + "}";
        assertThat(of(spec).startsWith("spec.rollout.strategy: Restart never restarts a VM with passthrough"))
                .isEqualTo(warned);
    }

    private static String of(String spec) throws JsonProcessingException {
        var manifest = new YAMLMapper().readTree("{metadata: {name: a}, spec: {" + spec + "}}");
        return String.join("\n", OddRollout.of(Profiles.read(manifest).spec()).toList());
    }
}
