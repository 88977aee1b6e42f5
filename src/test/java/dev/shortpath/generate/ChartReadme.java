package dev.shortpath.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The table in the chart's README, from values.yaml and its comments; the text around it is written by hand. */
final class ChartReadme {
    static final String PATH = "helm/shortpath/README.md";

    private static final Path VALUES = Path.of("helm/shortpath/values.yaml");
    private static final String BEGIN = "<!-- Generated from values.yaml by `make generate`; do not edit. -->\n";
    private static final String END = "<!-- End of what is generated. -->\n";

    private ChartReadme() {}

    static String markdown() {
        String page = read(Path.of(PATH));
        int from = page.indexOf(BEGIN);
        int to = page.indexOf(END);
        if (from < 0 || to < from) {
            throw new IllegalStateException(PATH + " has no place for the table: the lines\n" + BEGIN + END);
        }
        return page.substring(0, from + BEGIN.length()) + "\n" + table() + "\n" + page.substring(to);
    }

    private static String table() {
        JsonNode defaults = values();
        return "| value | default | |\n| --- | --- | --- |\n"
                + documented().stream()
                        .map(v -> "| `%s` | %s | %s |\n"
                                .formatted(v.path(), code(defaults.at(v.pointer())), Markdown.cell(v.comment())))
                        .collect(Collectors.joining());
    }

    private static String code(JsonNode value) {
        return value.isTextual() && value.asText().isEmpty()
                ? "`\"\"`"
                : Markdown.code(value.isTextual() ? value.asText() : value.toString());
    }

    static List<CommentedValue> documented() {
        return CommentedValue.all(read(VALUES).lines().toList());
    }

    static JsonNode values() {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(VALUES.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
