package dev.shortpath.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.probe.Eyes;
import dev.shortpath.probe.Sight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Looks at this node, or at a recorded one, and publishes or prints what it sees. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Looks at this node's storage hardware again and again and publishes its StorageNode.",
            "Reads proc and sys only, and needs no privilege. What cannot be read is left out.",
            "It publishes by its pod's service account, or outside a pod by the kubeconfig."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, with --once",
            "2:options, or a root, that cannot be worked with",
            "70:the loop failed; the kubelet starts the probe again",
            "143:told to end (SIGTERM)"
        })
final class ProbeCommand implements Callable<Integer> {
    @ParentCommand
    private Cli cli;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "/",
            description = "Where the node's proc and sys are: another file tree, or a recorded one. Without it: /.")
    private Path root;

    @Option(
            names = "--mountinfo",
            paramLabel = "FILE",
            description =
                    "The node's own /proc/1/mountinfo, for a pod that is given it. Without it: proc/1/mountinfo under the"
                            + " root.")
    private Optional<Path> mountinfo = Optional.empty();

    @Option(
            names = "--once",
            description =
                    "Look once, print, name on stderr what could not be read, and end; nothing is sent to a cluster.")
    private boolean once;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "yaml",
            description = "With --once: yaml or json. Without it: yaml.")
    private Format format;

    @Mixin
    private PublishOptions publish;

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
    public Integer call() throws BadInput, InterruptedException {
        if (!Files.isDirectory(root)) {
            throw new BadInput("--root " + root + ": no such directory; name one that holds a node's proc and sys");
        }
        if (!Files.isDirectory(root.resolve("proc")) && !Files.isDirectory(root.resolve("sys"))) {
            throw new BadInput("--root " + root + ": it holds neither proc nor sys; name the directory above them");
        }
        if (mountinfo.filter(f -> !Files.isRegularFile(f)).isPresent()) {
            throw new BadInput("--mountinfo " + mountinfo.get() + ": no such file; give the node's /proc/1/mountinfo");
        }
        publish.interval();
        return once ? print() : publish.run(cli.terminal(), () -> Eyes.look(root, mountinfo));
    }

    private int print() throws BadInput {
        Optional<String> name =
                publish.told(cli.terminal()).or(() -> Eyes.hostName(root).filter(PublishOptions::isName));
        Sight sight = Eyes.look(root, mountinfo);
        ObjectNode json = document(name, sight.status());
        cli.terminal().out().print(format == Format.JSON ? JsonText.of(json) : YamlText.document(json));
        sight.problems().forEach(p -> cli.terminal().err().println("problem: " + p));
        return Cli.FINE;
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
