package dev.shortpath.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * Answers kubectl, which asks what may stand where the cursor is: one candidate a line, then a directive, both in the form
 * of Cobra's own `__complete` (cobra, completions.go).
 */
@Command(name = "__complete", hidden = true, description = "Answers kubectl, which completes for a plugin.")
final class CompleteCommand implements Runnable {
    /** Cobra's ShellCompDirectiveNoFileComp. */
    private static final String NO_FILES = ":4";

    /** Cobra's ShellCompDirectiveDefault: the shell offers files where there is no candidate. */
    private static final String FILES = ":0";

    @ParentCommand
    private Cli cli;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", hidden = true, description = "The words so far; the last is the one at the cursor.")
    private List<String> words = new ArrayList<>();

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public void run() {
        List<String> line = asTyped();
        String begun = line.isEmpty() ? "" : line.getLast();
        List<CharSequence> rests = new ArrayList<>();
        int last = Math.max(0, line.size() - 1);
        String[] args = line.isEmpty() ? new String[] {""} : line.toArray(String[]::new);
        AutoComplete.complete(spec.root(), args, last, begun.length(), begun.length(), rests);
        rests.stream()
                .map(rest -> begun + rest)
                .filter(candidate -> !candidate.startsWith("__"))
                .filter(candidate -> begun.startsWith("-") || !candidate.startsWith("-"))
                .sorted()
                .distinct()
                .forEach(cli.terminal().out()::println);
        cli.terminal().out().println(rests.isEmpty() ? FILES : NO_FILES);
    }

    /** The words as they came: picocli sorts options that are not ours apart. */
    private List<String> asTyped() {
        List<String> all = spec.commandLine().getParseResult().originalArgs();
        int verb = all.indexOf(spec.name());
        return verb < 0 ? all : all.subList(verb + 1, all.size());
    }
}
