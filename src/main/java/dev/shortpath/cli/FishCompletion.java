package dev.shortpath.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The script by which fish completes a command line: picocli has one for bash and zsh only. */
final class FishCompletion {
    private final String name;
    private final StringJoiner script = new StringJoiner("\n", "", "\n");

    private FishCompletion(String name) {
        this.name = name;
    }

    static String of(CommandSpec root) {
        FishCompletion fish = new FishCompletion(root.name());
        fish.script.add("# Completes " + root.name() + " in fish.");
        fish.script.add("complete -c " + root.name() + " -f -n __fish_use_subcommand");
        fish.options(root, "__fish_use_subcommand");
        root.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(c -> !c.usageMessage().hidden())
                .distinct()
                .forEach(fish::verb);
        return fish.script.toString();
    }

    private void verb(CommandSpec verb) {
        line(
                "__fish_use_subcommand",
                "-f",
                "-a",
                verb.name(),
                "-d",
                quoted(first(verb.usageMessage().description())));
        options(verb, "__fish_seen_subcommand_from " + verb.name());
        verb.positionalParameters().stream()
                .filter(p -> p.completionCandidates() != null)
                .forEach(p -> line(
                        "__fish_seen_subcommand_from " + verb.name(), "-f", "-a", words(p.completionCandidates())));
    }

    private void options(CommandSpec command, String when) {
        for (OptionSpec option : command.options()) {
            if (option.hidden()) {
                continue;
            }
            List<String> words = new ArrayList<>();
            for (String n : option.names()) {
                words.add(n.startsWith("--") ? "-l" : "-s");
                words.add(n.replaceFirst("^--?", ""));
            }
            if (option.completionCandidates() != null && option.arity().max() > 0) {
                words.addAll(List.of("-x", "-a", words(option.completionCandidates())));
            } else if (option.arity().max() > 0) {
                words.add("-r");
            }
            words.addAll(List.of("-d", quoted(first(option.description()))));
            line(when, words.toArray(String[]::new));
        }
    }

    private void line(String when, String... words) {
        script.add("complete -c " + name + " -n " + quoted(when) + " " + String.join(" ", words));
    }

    private static String words(Iterable<String> candidates) {
        return quoted(String.join(" ", candidates));
    }

    private static String first(String... description) {
        return description.length == 0 ? "" : description[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
