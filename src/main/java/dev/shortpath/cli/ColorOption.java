package dev.shortpath.cli;

import picocli.CommandLine.Option;

/** `--color`, as every verb that prints for people has it. */
final class ColorOption {
    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "always, never or auto: in a terminal, unless NO_COLOR is set. Without it: auto.")
    private Terminal.ColorChoice choice;

    Paint paint(Terminal terminal) {
        return terminal.paint(choice);
    }
}
