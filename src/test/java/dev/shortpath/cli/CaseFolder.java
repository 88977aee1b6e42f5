package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.shortpath.api.Delivery;
import dev.shortpath.cluster.Delivering;
import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Moment;
import dev.shortpath.kubevirt.FileWorld;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of the corpus: its input, and the VMs' plans. */
final class CaseFolder {
    private static final String PLUGIN = "deploy/plugin/plugin.yaml";
    private static final Set<String> NO_INPUT = Set.of("moment.yaml", "deliveries.yaml");

    private CaseFolder() {}

    static List<Planned> plans(Path folder) throws IOException, BadInput {
        Input input = input(folder);
        JsonNode moment = settings(folder, "moment.yaml");
        return Planning.of(
                input,
                deliveries(settings(folder, "deliveries.yaml"), Delivering.of(FileWorld.of(input.json()))),
                new Planning.Memory(
                        moment(moment),
                        Stream.of(Delivery.values())
                                .filter(d ->
                                        d.word().equals(moment.path("delivery").asText()))
                                .findFirst(),
                        moment.path("profileGone").asBoolean()));
    }

    static Input input(Path folder) throws IOException, BadInput {
        List<String> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(f -> f.toString().endsWith(".yaml"))
                    .filter(f -> !NO_INPUT.contains(f.getFileName().toString()))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
        JsonNode delivering = settings(folder, "deliveries.yaml");
        if (delivering.path("plugin").asText().equals("shipped")) {
            files = Stream.concat(files.stream(), Stream.of(PLUGIN)).toList();
        }
        Input input = Input.of(new InputReader(InputStream.nullInputStream()).read(files));
        if (!input.warnings().isEmpty()) {
            throw new BadInput("a case holds what its plan uses, and nothing else: " + input.warnings());
        }
        return input;
    }

    private static JsonNode settings(Path folder, String name) throws BadInput {
        Path file = folder.resolve(name);
        return Files.exists(file)
                ? new InputReader(InputStream.nullInputStream())
                        .read(List.of(file.toString()))
                        .getFirst()
                        .object()
                : MissingNode.getInstance();
    }

    private static Optional<Moment> moment(JsonNode settings) {
        if (!settings.has("birth") && !settings.has("starting") && !settings.has("newDisks")) {
            return Optional.empty();
        }
        Set<String> names = new HashSet<>();
        settings.path("newDisks").forEach(n -> names.add(n.asText()));
        return Optional.of(new Moment(
                settings.path("birth").asBoolean(), settings.path("starting").asBoolean(), names));
    }

    private static Cluster.Deliveries deliveries(JsonNode settings, Cluster.Deliveries usual) {
        return new Cluster.Deliveries(
                usual.carrier(),
                capability(settings.path("ioUring"), usual.ioUring()),
                capability(settings.path("scsiQueues"), usual.scsiQueues()),
                capability(settings.path("instance"), usual.instance()),
                capability(settings.path("placement"), usual.placement()));
    }

    private static Capability capability(JsonNode setting, Capability usual) {
        if (setting.isMissingNode()) {
            return usual;
        }
        return setting.asText().equals("ready") ? Capability.READY : Capability.missing(setting.asText());
    }
}
