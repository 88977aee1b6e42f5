package dev.shortpath.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a real Helm said of the chart, as it would to a person. */
public record Helm(int code, String out, String err) {
    public static final String CHART = "helm/shortpath";

    private static Path program;

    /** Runs it; it knows the test cluster only where that was started before. */
    public static Helm run(String... arguments) {
        return run(Map.of("KUBECONFIG", "/nonexistent"), arguments);
    }

    /** Runs it on the test cluster, which must succeed. */
    public static Helm onCluster(String... arguments) {
        Helm said = asAdministrator(arguments);
        assertThat(said.code())
                .as("helm %s: %s%s", String.join(" ", arguments), said.out(), said.err())
                .isZero();
        return said;
    }

    /** Runs it on the test cluster, which must fail. */
    public static Helm onClusterFailing(String... arguments) {
        Helm said = asAdministrator(arguments);
        assertThat(said.code())
                .as("helm %s: %s", String.join(" ", arguments), said.out())
                .isNotZero();
        return said;
    }

    private static Helm asAdministrator(String... arguments) {
        return run(Map.of("KUBECONFIG", TestCluster.shared().kubeconfig().toString()), arguments);
    }

    private static Helm run(Map<String, String> cluster, String... arguments) {
        Path home = Path.of("target/helm").toAbsolutePath();
        Map<String, String> environment = new HashMap<>(cluster);
        for (String folder : List.of("CACHE", "CONFIG", "DATA")) {
            environment.put(
                    "HELM_" + folder + "_HOME",
                    home.resolve(folder.toLowerCase(Locale.ROOT)).toString());
        }
        List<String> command = new ArrayList<>(List.of(program().toString()));
        command.addAll(List.of(arguments));
        Command said = Command.run(environment, "", command);
        return new Helm(said.code(), said.out(), said.err());
    }

    private static synchronized Path program() {
        if (program == null) {
            Command said = Command.run(Map.of(), "", List.of("bash", "src/test/cluster/cluster", "helm"));
            assertThat(said.code()).as(said.err()).isZero();
            program = Path.of(said.out().strip());
        }
        return program;
    }
}
