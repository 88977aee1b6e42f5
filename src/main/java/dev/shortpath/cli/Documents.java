package dev.shortpath.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;

/** The documents of one text, YAML or JSON; what is empty between two `---` is passed over. */
final class Documents {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final String file;
    private final String text;

    Documents(String file, String text) {
        this.file = file;
        this.text = text;
    }

    List<Manifest> read() throws BadInput {
        List<Manifest> documents = looksLikeJson() ? json() : yaml();
        if (documents.isEmpty()) {
            throw new BadInput(
                    new Source(file, 1),
                    text.isBlank()
                            ? "the file is empty; give one with Kubernetes objects, YAML or JSON"
                            : "no document in it, only comments; give a file with Kubernetes objects, YAML or JSON");
        }
        return documents;
    }

    private boolean looksLikeJson() {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    private List<Manifest> json() throws BadInput {
        List<Manifest> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> values = JSON.readValues(new StringReader(text))) {
            while (values.hasNextValue()) {
                int line = values.getCurrentLocation().getLineNr();
                JsonNode json = values.nextValue();
                documents.add(new Manifest(json, json, new Source(file, line), pointer -> line));
            }
            return documents;
        } catch (JsonProcessingException e) {
            if (!file.endsWith(".json")) {
                // YAML in flow style begins like JSON.
                return yaml();
            }
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new BadInput(new Source(file, line), "not JSON: " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory could not be read", e);
        }
    }

    private List<Manifest> yaml() throws BadInput {
        List<Manifest> documents = new ArrayList<>();
        try {
            for (Node node : parser().composeAll(new StringReader(text))) {
                YamlTree tree = new YamlTree(file, node);
                JsonNode json = tree.json();
                if (!json.isNull()) {
                    documents.add(new Manifest(json, json, new Source(file, tree.line("")), tree::line));
                }
            }
            return documents;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new BadInput(new Source(file, line), "not YAML: " + problem(e));
        } catch (YAMLException e) {
            throw new BadInput(new Source(file, 1), "not YAML: " + firstLine(e.getMessage()));
        }
    }

    private static Yaml parser() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(200);
        DumperOptions dumping = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(dumping), dumping, options, new Scalars());
    }

    private static String problem(MarkedYAMLException e) {
        String problem = firstLine(e.getProblem() == null ? e.getMessage() : e.getProblem());
        if (problem.contains("'\\t(TAB)'")) {
            return "a tab where only blanks may indent; indent with blanks";
        }
        String context = e.getContext() == null ? "" : firstLine(e.getContext()) + ", ";
        return context + problem;
    }

    private static String firstLine(String message) {
        return message == null
                ? "unreadable"
                : message.lines().findFirst().orElse("unreadable").strip();
    }
}
