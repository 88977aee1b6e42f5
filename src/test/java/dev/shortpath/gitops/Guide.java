package dev.shortpath.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The YAML of docs/gitops.md. */
final class Guide {
    private static final Path FILE = Path.of("docs/gitops.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\R(.*?)^```$");
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER));

    private Guide() {}

    /** Every document of every block, in order. */
    static List<JsonNode> documents() {
        List<JsonNode> documents = new ArrayList<>();
        Matcher block = BLOCK.matcher(text());
        while (block.find()) {
            documents.addAll(parse(block.group(1)));
        }
        return documents;
    }

    /** The one entry of healthCheckExprs. */
    static JsonNode fluxExpressions() {
        List<JsonNode> entries = documents().stream()
                .flatMap(d -> d.at("/spec/healthCheckExprs").valueStream())
                .toList();
        if (entries.size() != 1) {
            throw new IllegalStateException(FILE + " has " + entries.size() + " healthCheckExprs, not one");
        }
        return entries.getFirst();
    }

    static List<JsonNode> parse(String text) {
        try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return values.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
