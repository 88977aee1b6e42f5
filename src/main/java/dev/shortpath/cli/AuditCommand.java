package dev.shortpath.cli;

import dev.shortpath.api.Compliance;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Lists how every VM stands to its profile. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lists every VM's compliance, the worst first: of the files, or without -f of the cluster that the kubeconfig names.",
            "Reads only."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is NonCompliant",
            "1:a VM is NonCompliant",
            "2:input that cannot be worked with, or no cluster"
        })
final class AuditCommand implements Callable<Integer> {
    @ParentCommand
    private Cli cli;

    @Mixin
    private FileOptions files;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, yaml or json. Without it: table.")
    private Format format;

    @Mixin
    private NamespaceOptions namespaces;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ColorOption color;

    /** What can be printed. */
    enum Format {
        TABLE,
        YAML,
        JSON;

        /** As it is written on a command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws BadInput {
        Terminal terminal = cli.terminal();
        cluster.check(files);
        namespaces.check();
        AuditReport report;
        if (files.given()) {
            Input input = files.read(terminal);
            List<Planned> plans = Planning.of(input);
            report = new AuditReport(namespaces.of(plans), namespaces.asked());
            Notes.odd(terminal.err(), input, plans);
        } else {
            report = new AuditReport(
                    namespaces.of(ClusterInput.read(cluster, terminal).plans()), namespaces.asked());
        }
        terminal.out()
                .print(
                        switch (format) {
                            case TABLE -> report.table(color.paint(terminal), terminal.columns());
                            case YAML -> YamlText.document(report.json());
                            case JSON -> JsonText.of(report.json());
                        });
        return report.count(Compliance.NON_COMPLIANT) > 0 ? Cli.BAD_NEWS : Cli.FINE;
    }
}
