package dev.shortpath.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Stands here for the help; the front door starts the operator before this room is entered. */
@Command(
        name = "operator",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs the operator against the cluster of the kubeconfig, or of the pod that it runs in.")
final class OperatorCommand implements Callable<Integer> {
    @ParentCommand
    private Cli cli;

    @Override
    public Integer call() {
        cli.terminal()
                .err()
                .println("shortpath: start the operator with target/shortpath operator, and nothing before the verb");
        return Cli.BAD_INPUT;
    }
}
