package dev.shortpath.cli;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints the script by which a shell completes our verbs and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prints a script by which a shell completes commands, options and their values.",
            "",
            "bash: source <(shortpath completion bash)",
            "zsh:  source <(shortpath completion zsh)",
            "fish: shortpath completion fish | source",
            "",
            "As a plugin, kubectl itself asks a program beside it:",
            "kubectl shortpath completion kubectl >DIR/kubectl_complete-shortpath",
            "chmod +x DIR/kubectl_complete-shortpath",
            "where DIR is a folder in the PATH."
        })
final class CompletionCommand implements Runnable {
    /** What kubectl (1.26) starts to complete `kubectl shortpath`. */
    private static final String FOR_KUBECTL = """
            #!/bin/sh
            # kubectl starts this to complete `kubectl shortpath`.
            exec kubectl-shortpath __complete "$@"
            """;

    @ParentCommand
    private Cli cli;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell;

    /** For whom there is a script. */
    enum Shell {
        BASH,
        ZSH,
        FISH,
        KUBECTL;

        /** As it is written on a command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public void run() {
        CommandSpec root = spec.root();
        cli.terminal()
                .out()
                .print(
                        switch (shell) {
                            // The one script serves both.
                            case BASH, ZSH -> AutoComplete.bash(root.name(), root.commandLine());
                            case FISH -> FishCompletion.of(root);
                            case KUBECTL -> FOR_KUBECTL;
                        });
    }
}
