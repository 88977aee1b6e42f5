package dev.shortpath.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the test cluster's kubectl said, as it would to a person. */
public record Kubectl(String out, String err) {
    /** Runs it, which must succeed. */
    public static Kubectl run(String stdin, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(TestCluster.shared().kubectl().toString()));
        command.addAll(List.of(arguments));
        Command said = Command.run(Map.of(), stdin, command);
        assertThat(said.code())
                .as(String.join(" ", command) + ": " + said.err())
                .isZero();
        return new Kubectl(said.out(), said.err());
    }
}
