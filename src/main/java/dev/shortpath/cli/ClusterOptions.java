package dev.shortpath.cli;

import picocli.CommandLine.Option;

/** `--kubeconfig` and `--context`, which every verb that can ask a cluster has. */
final class ClusterOptions {
    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Another kubeconfig than kubectl would take.")
    private String kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "Another context of the kubeconfig than the current one.")
    private String context;

    String kubeconfig() {
        return kubeconfig;
    }

    String context() {
        return context;
    }

    /** Files and a cluster cannot both be asked. */
    void check(FileOptions files) throws BadInput {
        if (files.given() && (kubeconfig != null || context != null)) {
            throw new BadInput("-f asks about files, and --kubeconfig and --context about a cluster; give one of them");
        }
    }
}
