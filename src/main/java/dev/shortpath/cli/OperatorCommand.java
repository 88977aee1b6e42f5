package dev.shortpath.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Reads the operator's command line; the front door starts it. */
@Command(
        name = "operator",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs the operator against the cluster of the kubeconfig, or of the pod that it runs in.",
            "All else is set by environment variables: docs/operator.md."
        })
final class OperatorCommand implements Callable<Integer> {
    @ParentCommand
    private Cli cli;

    @Option(
            names = "--manage-permitted-host-devices",
            description = {
                "Add to the KubeVirt CR's permittedHostDevices what profiles' passthrough needs, and remove what was added"
                        + " so. Without it that is never written.",
                "The same as SHORTPATH_MANAGE_PERMITTED_HOST_DEVICES=true."
            })
    private boolean managePermits;

    @Override
    public Integer call() {
        return cli.operator().start(managePermits);
    }
}
