package dev.shortpath.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** `-f`, which every verb that reads files has. */
final class FileOptions {
    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            arity = "1..*",
            description = {
                "Manifests, YAML or JSON; a folder stands for the YAML and JSON in it; - is stdin.",
                "Any mix of profiles, VMs, VMIs, Nodes, StorageNodes, claims, classes, preferences and the like; kinds that do not count are passed over."
            })
    private List<String> files = new ArrayList<>();

    List<String> files() {
        return List.copyOf(files);
    }

    Optional<String> last() {
        return files.isEmpty() ? Optional.empty() : Optional.of(files.getLast());
    }

    /** Takes a word out that was read as a file and meant as something else. */
    void leaveOut(String last) {
        if (last().filter(last::equals).isPresent()) {
            files.removeLast();
        }
    }

    boolean given() {
        return !files.isEmpty();
    }

    /** The objects of all files; what was passed over is said on stderr. */
    Input read(Terminal terminal) throws BadInput {
        if (!given()) {
            throw new BadInput("no input; name files or folders with -f FILE..., or stdin with -f -");
        }
        Input input = Input.of(new InputReader(terminal.in()).read(files));
        input.warnings().forEach(w -> terminal.err().println("warning: " + w));
        return input;
    }
}
