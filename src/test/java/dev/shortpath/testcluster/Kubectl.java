package dev.shortpath.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the test cluster's kubectl said, as it would to a person. */
public record Kubectl(String out, String err) {
    /** Runs it, which must succeed. */
    public static Kubectl run(String stdin, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(TestCluster.shared().kubectl().toString()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile("kubectl", ".out");
            Path err = Files.createTempFile("kubectl", ".err");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            try (var input = process.getOutputStream()) {
                input.write(stdin.getBytes(StandardCharsets.UTF_8));
            }
            int code = process.waitFor();
            Kubectl said = new Kubectl(Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            assertThat(code).as(String.join(" ", command) + ": " + said.err()).isZero();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
