package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.shortpath.kubevirt.FileWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Tells a person what becomes of each VM, and why. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Tells each disk's path, each decision and its why, or what a node carries and which of its drives can be given.",
            "With -f of files, without a cluster; without -f of the cluster that the kubeconfig names, which is only read.",
            "Of files, a VM without a status and without a VMI is taken as one about to be created."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:with --strict, where a decision is Refuse", "2:input that cannot be worked with"})
final class ExplainCommand implements Callable<Integer> {
    private static final String NODE = "node/";

    /** What an answer about a node depends on. */
    private static final Set<KnownKind> OF_NODES =
            EnumSet.of(KnownKind.NODE, KnownKind.STORAGE_NODE, KnownKind.KUBE_VIRT, KnownKind.NODE_TOPOLOGY);

    @ParentCommand
    private Cli cli;

    @Mixin
    private FileOptions files;

    @Mixin
    private NamespaceOptions namespaces;

    @Mixin
    private ClusterOptions cluster;

    @Parameters(
            arity = "0..1",
            paramLabel = "VM, NS/VM or node/NAME",
            description = {
                "Only this VM, or what is known of this node.",
                "Without it: every VM of the files, or with -n or -A of the cluster."
            })
    private Optional<String> what = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or for machines yaml or json, with every decision in full. Without it: text.")
    private Format format;

    @Mixin
    private StrictOption strict;

    @Mixin
    private ColorOption color;

    /** What can be printed. */
    enum Format {
        TEXT,
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
        Optional<String> asked = what.or(this::askedAmongFiles);
        asked.ifPresent(a -> files.leaveOut(a));
        cluster.check(files);
        namespaces.check();
        if (!files.given() && asked.isEmpty() && !namespaces.given()) {
            throw new BadInput(
                    "no input; name files or folders with -f FILE..., or stdin with -f -, or one VM or node of"
                            + " the current cluster: shortpath explain NS/VM; or all of its VMs with -A");
        }
        Optional<String> node = asked.filter(a -> a.startsWith(NODE)).map(a -> a.substring(NODE.length()));
        return files.given() ? ofFiles(asked, node) : ofCluster(asked, node);
    }

    private int ofCluster(Optional<String> asked, Optional<String> node) throws BadInput {
        Terminal terminal = cli.terminal();
        if (node.isPresent()) {
            return node(NodeFacts.of(
                    ClusterInput.read(cluster, terminal, OF_NODES), node.get(), Optional.of(Instant.now())));
        }
        List<Planned> plans = namespaces.of(ClusterInput.read(cluster, terminal).plans(), asked, "the cluster");
        terminal.out().print(output(plans));
        if (plans.isEmpty()) {
            terminal.err()
                    .println("note: no VirtualMachine" + namespaces.asked() + " there, so there is nothing to explain");
        }
        return strict.exit(plans);
    }

    private int ofFiles(Optional<String> asked, Optional<String> node) throws BadInput {
        Terminal terminal = cli.terminal();
        Input input = files.read(terminal);
        if (node.isPresent()) {
            return node(NodeFacts.of(FileWorld.of(input.json()), node.get(), Optional.empty()));
        }
        List<Planned> all = Planning.of(input);
        List<Planned> plans = namespaces.of(all, asked, "the input");
        terminal.out().print(output(plans));
        if (asked.isEmpty()) {
            Notes.odd(terminal.err(), input, all);
        }
        if (plans.isEmpty()) {
            terminal.err()
                    .println("note: no VirtualMachine" + namespaces.asked()
                            + " in the input, so there is nothing to explain");
        }
        return strict.exit(plans);
    }

    /** `-f a.yaml b.yaml shop/db`: the last word may be meant as the VM and not as a file. */
    private Optional<String> askedAmongFiles() {
        return files.last()
                .filter(l ->
                        l.matches("[a-z0-9][-a-z0-9]*/[a-z0-9*][-a-z0-9.*]*") && !l.matches(".*\\.(yaml|yml|json)"))
                .filter(l -> files.files().size() > 1 && !Files.exists(Path.of(l)));
    }

    private String output(List<Planned> plans) {
        return switch (format) {
            case TEXT -> text(plans);
            case YAML ->
                YamlText.documents(
                        plans.stream().<JsonNode>map(ExplainDocument::of).toList());
            case JSON -> JsonText.of(array(plans));
        };
    }

    private String text(List<Planned> plans) {
        Page page = new Page(color.paint(cli.terminal()), cli.terminal().columns());
        for (Planned planned : plans) {
            page.gap();
            ExplainText.write(planned, page);
        }
        return page.toString();
    }

    private static ArrayNode array(List<Planned> plans) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        plans.forEach(p -> array.add(ExplainDocument.of(p)));
        return array;
    }

    private int node(NodeFacts facts) {
        String text = switch (format) {
            case TEXT -> {
                Page page = new Page(color.paint(cli.terminal()), cli.terminal().columns());
                NodeText.write(facts, page);
                yield page.toString();
            }
            case YAML -> YamlText.document(facts.json());
            case JSON -> JsonText.of(facts.json());
        };
        cli.terminal().out().print(text);
        return Cli.FINE;
    }
}
