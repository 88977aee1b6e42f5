package dev.shortpath.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.probe.Eyes;
import dev.shortpath.probe.Sight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Looks at this node, or at a recorded one, and prints its StorageNode. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Looks at this node's storage hardware and prints its StorageNode.",
            "Reads proc and sys only, and needs no privilege. What cannot be read is left out and named on stderr."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:a root that holds no node's files"})
final class ProbeCommand implements Callable<Integer> {
    private static final String NODE_NAME = "NODE_NAME";

    @ParentCommand
    private Cli cli;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "/",
            description = "Where the node's proc and sys are: another file tree, or a recorded one. Without it: /.")
    private Path root;

    @Option(names = "--once", description = "Look once, print, and end; nothing is sent to a cluster.")
    private boolean once;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "yaml",
            description = "yaml or json. Without it: yaml.")
    private Format format;

    @Option(
            names = "--node-name",
            paramLabel = "NAME",
            description = "The Node's name. Without it: the variable " + NODE_NAME
                    + ", else the host name that the root's proc tells; else it is left out.")
    private Optional<String> nodeName = Optional.empty();

    /** What can be printed. */
    enum Format {
        YAML,
        JSON
    }

    @Override
    public Integer call() throws BadInput {
        if (!once) {
            throw new BadInput("probe: say --once, to look once and print what is seen");
        }
        if (!Files.isDirectory(root)) {
            throw new BadInput("--root " + root + ": no such directory; name one that holds a node's proc and sys");
        }
        if (!Files.isDirectory(root.resolve("proc")) && !Files.isDirectory(root.resolve("sys"))) {
            throw new BadInput("--root " + root + ": it holds neither proc nor sys; name the directory above them");
        }
        Optional<String> name = name();
        Sight sight = Eyes.look(root);
        ObjectNode json = document(name, sight.status());
        cli.terminal().out().print(format == Format.JSON ? JsonText.of(json) : YamlText.document(json));
        sight.problems().forEach(p -> cli.terminal().err().println("problem: " + p));
        return Cli.FINE;
    }

    private Optional<String> name() throws BadInput {
        Optional<String> told = nodeName.or(() ->
                Optional.ofNullable(cli.terminal().environment().get(NODE_NAME)).filter(n -> !n.isBlank()));
        if (told.filter(n -> !isName(n)).isPresent()) {
            throw new BadInput((nodeName.isPresent() ? "--node-name " : NODE_NAME + "=") + told.get()
                    + ": not the name of a Node; it has lower-case letters, digits, - and . only");
        }
        return told.isPresent() ? told : Eyes.hostName(root).filter(ProbeCommand::isName);
    }

    private static boolean isName(String name) {
        return name.length() <= 253 && name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    }

    private static ObjectNode document(Optional<String> name, StorageNodeStatus status) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", "shortpath.dev/v1alpha1")
                .put("kind", "StorageNode");
        name.ifPresent(n -> json.putObject("metadata").put("name", n));
        json.set("status", JsonMapper.builder().build().valueToTree(status));
        return json;
    }
}
