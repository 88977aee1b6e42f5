package dev.shortpath.generate;

import dev.shortpath.cli.CommandModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** `docs/reference/cli.md`, from picocli's model of the command line: what `--help` says. */
final class CommandReference {
    private static final String TEXT = """
            # The command line

            <!-- Generated from the command line's own definitions by `make generate`; do not edit. -->

            %s

            `shortpath` in a checkout is `target/shortpath`, which `make build` leaves. Linked or copied into the `PATH` as
            `kubectl-shortpath` it is the plugin `kubectl shortpath`. `shortpath help COMMAND` says the same as this page.

            | command | what |
            | --- | --- |
            %s
            Every command has `-h`, `--help` and `-V`, `--version`. Input or options that cannot be worked with end with code 2, and
            a bug of Shortpath with 70.
            """;

    private CommandReference() {}

    static String markdown() {
        List<CommandSpec> verbs = CommandModel.line().getSubcommands().values().stream()
                .distinct()
                .map(CommandLine::getCommandSpec)
                .filter(v -> !v.usageMessage().hidden() && !v.helpCommand())
                .toList();
        String index = verbs.stream()
                .map(v -> "| [`%s`](#shortpath-%s) | %s |%n"
                        .formatted(
                                v.name(), v.name(), Markdown.cell(description(v).getFirst())))
                .collect(Collectors.joining());
        String top = String.join(" ", description(CommandModel.line().getCommandSpec()));
        return TEXT.formatted(top, index)
                + verbs.stream().map(CommandReference::section).collect(Collectors.joining());
    }

    private static String section(CommandSpec verb) {
        return """

                ## shortpath %s

                ```
                %s
                ```

                %s

                | option | what |
                | --- | --- |
                %s%s""".formatted(
                        verb.name(), synopsis(verb), String.join(" ", description(verb)), options(verb), codes(verb));
    }

    private static String synopsis(CommandSpec verb) {
        return verb.commandLine().getHelp().synopsis(0).strip();
    }

    private static String options(CommandSpec verb) {
        List<String> rows = new ArrayList<>();
        verb.positionalParameters().stream()
                .filter(p -> !p.hidden())
                .map(p -> row(p.paramLabel(), p.description(), ""))
                .forEach(rows::add);
        verb.options().stream()
                .filter(o -> !o.hidden() && !o.usageHelp() && !o.versionHelp())
                .sorted((a, b) -> plain(a).compareTo(plain(b)))
                .map(CommandReference::option)
                .forEach(rows::add);
        return String.join("", rows);
    }

    private static String option(OptionSpec option) {
        String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        String more = option.arity().max() > 1 ? "..." : "";
        String names = String.join(", ", option.names()) + label + more;
        return row(names, option.description(), String.valueOf(option.defaultValue()));
    }

    private static String row(String names, String[] description, String byDefault) {
        String what = String.join(" ", description).replace("${DEFAULT-VALUE}", byDefault);
        return "| %s | %s |%n".formatted(Markdown.code(names), Markdown.cell(plain(what)));
    }

    private static String codes(CommandSpec verb) {
        Map<String, String> codes = verb.usageMessage().exitCodeList();
        if (codes.isEmpty()) {
            return "";
        }
        return """

                | exit code | when |
                | --- | --- |
                """
                + codes.entrySet().stream()
                        .map(c -> "| %s | %s |%n".formatted(c.getKey().strip(), Markdown.cell(plain(c.getValue()))))
                        .collect(Collectors.joining());
    }

    private static List<String> description(CommandSpec spec) {
        return Arrays.stream(spec.usageMessage().description())
                .map(CommandReference::plain)
                .toList();
    }

    private static String plain(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /** Without the marks by which picocli colours it. */
    private static String plain(String text) {
        return Ansi.OFF.string(text).strip();
    }
}
