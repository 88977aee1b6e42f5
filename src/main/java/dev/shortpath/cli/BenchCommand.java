package dev.shortpath.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Keys;
import dev.shortpath.cli.bench.Comparison;
import dev.shortpath.cli.bench.Experiment;
import dev.shortpath.cli.bench.NotMeasured;
import dev.shortpath.kubevirt.FileWorld;
import dev.shortpath.kubevirt.Measured;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Measures a profile's path against KubeVirt's default. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Measures what a VM's profile gains on its storage, against what KubeVirt does by itself.",
            "Two throw-away VMs in the VM's namespace, on one node, run fio in turns, each on a blank disk of the VM's own"
                    + " storage class. The VM itself is not touched."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured, whatever was found; or printed, with --dry-run",
            "1:nothing was measured (a throw-away VM did not start, failed or took too long), or what was found and printed could"
                    + " not be kept",
            "2:input that cannot be worked with, or no cluster"
        })
final class BenchCommand implements Callable<Integer> {
    @ParentCommand
    private Cli cli;

    @Parameters(paramLabel = "NS/VM", description = "The VM; its name alone with -n.")
    private String vm;

    @Mixin
    private FileOptions files;

    @Mixin
    private NamespaceOptions namespaces;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private BenchOptions options;

    @Option(names = "--keep", description = "Leave the throw-away VMs and their disks there, to look at.")
    private boolean keep;

    @Option(names = "--dry-run", description = "Print what would be created, and create nothing.")
    private boolean dryRun;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "With --dry-run: yaml or json (a List). Without it: yaml.")
    private Optional<Format> format = Optional.empty();

    /** What can be printed. */
    enum Format {
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
        if (!dryRun && (files.given() || format.isPresent())) {
            throw new BadInput("-f and -o go with --dry-run: files cannot be measured, and what is measured is a"
                    + " sentence for each figure");
        }
        if (dryRun && keep) {
            throw new BadInput("--dry-run creates nothing, and so --keep has nothing to leave there");
        }
        Trials trials = trials(terminal);
        if (!trials.unlike().isEmpty()) {
            terminal.err()
                    .println("shortpath: the throw-away VM's path is not all that the VM itself has: "
                            + String.join("; ", trials.unlike()));
        }
        if (dryRun) {
            terminal.out().print(text(trials));
            return Cli.FINE;
        }
        return measure(trials, terminal);
    }

    private int measure(Trials trials, Terminal terminal) throws BadInput {
        try (KubernetesClient client = ClusterInput.client(cluster)) {
            Consumer<String> progress = line -> terminal.err().println(line);
            Comparison found =
                    new Experiment(client, trials.trial(), trials.work(), progress).run(trials.objects(), keep);
            Map<String, String> words = trials.words(found, Instant.now().truncatedTo(ChronoUnit.SECONDS));
            // First of all: whether they can be kept or not, they were measured.
            words.forEach((name, word) -> terminal.out().println(name + ": " + word));
            return store(client, Measured.configMap(trials.trial().vm(), words), terminal);
        } catch (NotMeasured e) {
            terminal.err().println("shortpath: not measured: " + e.getMessage());
            return Cli.BAD_NEWS;
        }
    }

    private static int store(KubernetesClient client, ObjectNode map, Terminal terminal) {
        String name = map.at("/metadata/namespace").asText() + "/"
                + map.at("/metadata/name").asText();
        try {
            ConfigMap ours = client.getKubernetesSerialization().convertValue(map, ConfigMap.class);
            ConfigMap there = client.resource(ours).get();
            if (there != null && !Measured.isOurs(there.getMetadata().getLabels())) {
                return notKept(terminal, name, "is somebody else's, without the label " + Keys.MEASURED + "=true");
            }
            client.resource(ours)
                    .fieldManager("shortpath-bench")
                    .forceConflicts()
                    .serverSideApply();
            terminal.err().println("written to ConfigMap " + name);
            return Cli.FINE;
        } catch (KubernetesClientException e) {
            return notKept(terminal, name, "cannot be written: " + e.getMessage());
        }
    }

    private static int notKept(Terminal terminal, String map, String why) {
        terminal.err()
                .println("shortpath: not kept: ConfigMap " + map + " " + why + ". What was found stands above only.");
        return Cli.BAD_NEWS;
    }

    private Trials trials(Terminal terminal) throws BadInput {
        Trials.Asked asked = options.asked();
        var work = options.work();
        if (files.given()) {
            Input input = files.read(terminal);
            Planned one = namespaces
                    .of(Planning.of(input), Optional.of(vm), "the files")
                    .getFirst();
            return Trials.of(one, FileWorld.of(input.json()), asked, work);
        }
        ClusterInput world =
                ClusterInput.read(cluster, terminal, namespaces.one().or(() -> namespace(vm)));
        Planned one = namespaces
                .of(world.plans(), Optional.of(vm), "the cluster at " + world.address())
                .getFirst();
        return Trials.of(one, world, asked, work);
    }

    private static Optional<String> namespace(String vm) {
        int slash = vm.indexOf('/');
        return slash > 0 ? Optional.of(vm.substring(0, slash)) : Optional.empty();
    }

    private String text(Trials trials) {
        if (format.orElse(Format.YAML) == Format.YAML) {
            return YamlText.documents(trials.objects());
        }
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("apiVersion", "v1").put("kind", "List");
        ArrayNode items = list.putArray("items");
        trials.objects().forEach(items::add);
        return JsonText.of(list);
    }
}
