package dev.shortpath.cli;

import dev.shortpath.api.Compliance;
import dev.shortpath.cli.map.Fleet;
import dev.shortpath.cli.map.MapPage;
import dev.shortpath.kubevirt.FileWorld;
import dev.shortpath.kubevirt.World;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Draws the fleet as one HTML page. */
@Command(
        name = "map",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Writes one HTML page of the fleet: the VMs that lack their path and what mends it, nodes with their drives, every disk's path.",
            "Of the files, or without -f of the cluster that the kubeconfig names, which is only read.",
            "The page needs no network and runs no script. The same input gives the same bytes."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the page is written", "2:input that cannot be worked with, no cluster, or no page written"})
final class MapCommand implements Callable<Integer> {
    private static final int NAMED = 5;

    @ParentCommand
    private Cli cli;

    @Mixin
    private FileOptions files;

    @Mixin
    private NamespaceOptions namespaces;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "shortpath-map.html",
            description =
                    "Where the page goes; - is stdout. A file that is there is replaced. Without it: ${DEFAULT-VALUE}.")
    private String output;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            defaultValue = "Storage paths of the fleet",
            description = "The page's heading. Without it: ${DEFAULT-VALUE}.")
    private String title;

    @Option(
            names = "--made",
            paramLabel = "WHEN",
            description =
                    "Say on the page when it was made: now, or any words. Without it the page says nothing of it.")
    private Optional<String> made = Optional.empty();

    @Override
    public Integer call() throws BadInput {
        Terminal terminal = cli.terminal();
        cluster.check(files);
        namespaces.check();
        MapFile file = new MapFile(output);
        file.check();
        Fleet fleet;
        if (files.given()) {
            Input input = files.read(terminal);
            List<Planned> plans = Planning.of(input);
            Notes.odd(terminal.err(), input, plans);
            fleet = fleet(FileWorld.of(input.json()), plans, "Drawn of " + fileNames() + ".");
        } else {
            ClusterInput world = ClusterInput.read(cluster, terminal);
            fleet = fleet(world, world.plans(), "Drawn of the cluster at " + world.address() + ".");
        }
        file.write(MapPage.of(fleet), terminal.out());
        if (!file.stdout()) {
            terminal.out().println(said(fleet));
        }
        return Cli.FINE;
    }

    private Fleet fleet(World world, List<Planned> plans, String source) {
        return new Fleet(
                title,
                source,
                made.map(m -> m.equals("now") ? "at " + Instant.now().truncatedTo(ChronoUnit.SECONDS) : m),
                world.all(KnownKind.NODE.key()).isPresent(),
                FleetFacts.guests(namespaces.of(plans)),
                FleetFacts.hosts(world));
    }

    private String fileNames() {
        List<String> all = files.files();
        return all.stream().limit(NAMED).map(f -> f.equals("-") ? "stdin" : f).collect(Collectors.joining(", "))
                + (all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "");
    }

    private String said(Fleet fleet) {
        long bad = fleet.guests().stream()
                .filter(g -> g.outcome().compliance() == Compliance.NON_COMPLIANT)
                .count();
        int vms = fleet.guests().size();
        int nodes = fleet.hosts().size();
        return "wrote " + output + ": " + vms + (vms == 1 ? " VM" : " VMs")
                + (bad == 0 ? "" : " (" + bad + " NonCompliant)") + ", " + nodes + (nodes == 1 ? " node" : " nodes");
    }
}
