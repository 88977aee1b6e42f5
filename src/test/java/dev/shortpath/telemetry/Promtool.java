package dev.shortpath.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own tool, which src/test/prometheus/tools finds or fetches. */
final class Promtool {
    private static final Path TOOLS = Path.of("src/test/prometheus/tools");

    /** What it said, and whether it was content. */
    record Said(int exit, String text) {}

    private Promtool() {}

    /** Where one of the package's programs is. */
    static String path(String name) {
        Path errors = scratch();
        Said said = run(errors, List.of("bash", TOOLS.toString(), "path", name));
        if (said.exit() != 0) {
            throw new IllegalStateException(text(errors));
        }
        return said.text().strip();
    }

    static Said run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(path("promtool")));
        command.addAll(List.of(arguments));
        Path errors = scratch();
        Said said = run(errors, command);
        return new Said(said.exit(), said.text() + text(errors));
    }

    private static Said run(Path errors, List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.onExit().join().exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path scratch() {
        try {
            return Files.createTempFile(Path.of("target"), "promtool", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
