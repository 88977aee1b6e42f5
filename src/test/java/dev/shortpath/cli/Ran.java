package dev.shortpath.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A command line that was run as the launcher would, in a terminal of the test's making. */
record Ran(int code, String out, String err) {
    static Ran of(String... args) {
        return in(Map.of(), false, 80, "", args);
    }

    static Ran withStdin(String stdin, String... args) {
        return in(Map.of(), false, 80, stdin, args);
    }

    static Ran in(Map<String, String> environment, boolean screen, int columns, String stdin, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                screen,
                columns,
                environment);
        int code = Cli.run(terminal, args);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
