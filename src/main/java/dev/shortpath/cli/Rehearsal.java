package dev.shortpath.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** What the build runs once, so that the JVM's start-up cache holds what every verb needs; prints nothing. */
final class Rehearsal {
    private Rehearsal() {}

    /** @param args files or folders with VMs */
    public static void main(String... args) {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        Terminal terminal = new Terminal(InputStream.nullInputStream(), nowhere, nowhere, true, 80, Map.of());
        for (String file : args) {
            List.of("yaml", "json", "patch").forEach(o -> Cli.run(terminal, "render", "-o", o, "-f", file));
            Cli.run(terminal, "explain", "-f", file);
            Cli.run(terminal, "audit", "-f", file);
            Cli.run(terminal, "map", "-o", "-", "-f", file);
        }
    }
}
