package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** JSON as YAML that says the same to YAML 1.1 and 1.2: what either reads as something else than text is quoted. */
final class YamlText {
    private YamlText() {}

    /** Several documents, each begun with `---` where there is more than one. */
    static String documents(List<JsonNode> documents) {
        StringBuilder text = new StringBuilder();
        for (JsonNode document : documents) {
            text.append(documents.size() > 1 ? "---\n" : "").append(document(document));
        }
        return text.toString();
    }

    static String document(JsonNode json) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndicatorIndent(0);
        options.setWidth(120);
        options.setSplitLines(false);
        options.setAllowUnicode(true);
        StringWriter out = new StringWriter();
        new Yaml(
                        new SafeConstructor(new LoaderOptions()),
                        new Representer(options),
                        options,
                        new LoaderOptions(),
                        new Scalars())
                .serialize(node(json), out);
        return out.toString();
    }

    private static Node node(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                List<NodeTuple> entries = new ArrayList<>();
                json.properties().forEach(e -> entries.add(new NodeTuple(text(e.getKey()), node(e.getValue()))));
                yield new MappingNode(Tag.MAP, entries, style(json));
            }
            case ARRAY -> {
                List<Node> items = new ArrayList<>();
                json.forEach(i -> items.add(node(i)));
                yield new SequenceNode(Tag.SEQ, items, style(json));
            }
            case BOOLEAN -> plain(Tag.BOOL, json.asText());
            case NUMBER -> number(json.asText());
            case STRING -> text(json.asText());
            default -> plain(Tag.NULL, "null");
        };
    }

    private static DumperOptions.FlowStyle style(JsonNode json) {
        return json.isEmpty() ? DumperOptions.FlowStyle.FLOW : DumperOptions.FlowStyle.BLOCK;
    }

    private static Node number(String text) {
        return plain(Scalars.tag(text), text);
    }

    private static Node plain(Tag tag, String text) {
        return new ScalarNode(tag, text, null, null, DumperOptions.ScalarStyle.PLAIN);
    }

    private static Node text(String text) {
        DumperOptions.ScalarStyle style = DumperOptions.ScalarStyle.PLAIN;
        if (text.contains("\n")) {
            style = DumperOptions.ScalarStyle.LITERAL;
        } else if (odd(text)) {
            style = DumperOptions.ScalarStyle.DOUBLE_QUOTED;
        }
        return new ScalarNode(Tag.STR, text, null, null, style);
    }

    /** Text that some reader of YAML takes for something else, times (02:00) and dates among it. */
    private static boolean odd(String text) {
        return !Scalars.tag(text).equals(Tag.STR)
                || text.matches(
                        "[-+]?[0-9][0-9_]*(:[0-9]+)+.*|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[-+]?\\.(inf|nan|Inf|NaN|INF|NAN)|=");
    }
}
