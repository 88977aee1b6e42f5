package dev.shortpath.cli;

import dev.shortpath.probe.Eyes;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Looks at this node, and publishes what it sees. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Looks at this node again and again and publishes its StorageNode.")
final class ProbeCommand implements Callable<Integer> {
    @ParentCommand
    private Cli cli;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "/",
            description = "Where sys and proc lie. Default: ${DEFAULT-VALUE}.")
    private Path root;

    @Mixin
    private PublishOptions publish;

    @Override
    public Integer call() throws BadInput, InterruptedException {
        return publish.run(cli.terminal(), () -> Eyes.look(root));
    }
}
