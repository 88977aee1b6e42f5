package dev.shortpath.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import picocli.CommandLine;

/** The command line as picocli knows it, for whoever documents it. */
public final class CommandModel {
    private CommandModel() {}

    public static CommandLine line() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Terminal terminal = new Terminal(InputStream.nullInputStream(), nowhere, nowhere, false, 80, Map.of());
        return Cli.line(terminal, _ -> {
            throw new IllegalStateException("there is no operator to start");
        });
    }
}
