package dev.shortpath.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The figures of one part, kept as bench/results/PART.json with the machine that they were measured on. */
final class Results {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Where `make bench` keeps them; with FULL=1 those that are committed. */
    private static final Path FOLDER = Path.of(Sizes.full() ? "bench/results" : "target/bench/results");

    private final String part;
    private final Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final List<Figure> figures = new ArrayList<>();
    private final List<Figure> details = new ArrayList<>();
    private final Map<String, String> versions = new LinkedHashMap<>();
    private final List<String> without = new ArrayList<>();

    private final Machine machine;

    Results(String part) {
        this(part, Machine.now());
    }

    /** Of a part that follows another in the same process, whose work is not other work. */
    Results(String part, Machine machine) {
        this.part = part;
        this.machine = machine;
        Machine.commit().ifPresent(c -> version("shortpath", c));
    }

    /** Prints it and keeps it. */
    void add(Figure figure) {
        figures.add(figure);
        System.out.println(line(
                part,
                figure.what(),
                Figure.number(figure.value()) + " " + figure.unit(),
                figure.goal().map(Object::toString).orElse(""),
                figure.verdict()));
    }

    /** Keeps what is too much for the table. */
    void keep(Figure figure) {
        details.add(figure);
    }

    /** What was measured with. */
    void version(String of, String is) {
        versions.put(of, is);
    }

    /** What could not be measured, and why. */
    void without(String what) {
        without.add(what);
        System.out.println(part + ": without " + what);
    }

    void save() throws IOException {
        ObjectNode all = JSON.createObjectNode().put("part", part).put("began", began.toString());
        machine.json(all.putObject("machine"));
        ObjectNode used = all.putObject("versions");
        versions.forEach(used::put);
        without.forEach(all.withArray("without")::add);
        ArrayNode list = all.putArray("figures");
        figures.forEach(f -> f.json(list.addObject()));
        if (!details.isEmpty()) {
            ArrayNode more = all.putArray("details");
            details.forEach(f -> f.json(more.addObject()));
        }
        if (Machine.disturbed(all) > 0) {
            System.out.println(disturbance(all));
        }
        Files.createDirectories(FOLDER);
        Files.writeString(
                FOLDER.resolve(part + ".json"),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    }

    private static String line(String part, String what, String value, String goal, String verdict) {
        return String.format(Locale.ROOT, "%-17s %-80s %16s  %-9s %s", part, what, value, goal, verdict)
                .stripTrailing();
    }

    private static String disturbance(JsonNode all) {
        return String.format(
                Locale.ROOT,
                "%-17s other work kept %.1f of %d cores busy: not to be believed",
                all.path("part").asText(),
                Machine.disturbed(all),
                all.at("/machine/cores").asInt());
    }

    /** Prints every figure that is kept, with its goal. */
    public static void main(String... args) throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            System.out.println(
                    "nothing is measured yet: there is no " + FOLDER + "; run make bench, or one of its parts");
            return;
        }
        System.out.println(line("", "", "measured", "goal", ""));
        try (Stream<Path> files = Files.list(FOLDER)) {
            files.filter(f -> f.toString().endsWith(".json")).sorted().forEach(Results::print);
        }
    }

    private static void print(Path file) {
        try {
            JsonNode all = JSON.readTree(file.toFile());
            System.out.printf(
                    "%-17s began %s, at %s, on %d cores of %s%n",
                    all.path("part").asText(),
                    all.path("began").asText(),
                    all.at("/versions/shortpath").asText("an unknown commit"),
                    all.at("/machine/cores").asInt(),
                    all.at("/machine/cpu").asText());
            all.path("without")
                    .forEach(w -> System.out.printf(
                            "%-17s without %s%n", all.path("part").asText(), w.asText()));
            if (Machine.disturbed(all) > 0) {
                System.out.println(disturbance(all));
            }
            for (JsonNode f : all.path("figures")) {
                String verdict = f.has("reached")
                        ? f.path("reached").asBoolean() ? "reached" : "missed"
                        : f.path("difference").asText();
                System.out.println(line(
                        all.path("part").asText(),
                        f.path("what").asText(),
                        Figure.number(f.path("value").asDouble()) + " "
                                + f.path("unit").asText(),
                        f.path("goal").asText(),
                        verdict));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
