package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** One YAML document as JSON, with the line of every field. */
final class YamlTree {
    /** Aliases may repeat what they name; a document that grows beyond this is an attack or an accident. */
    private static final int MOST_NODES = 2_000_000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String file;
    private final Node root;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    YamlTree(String file, Node root) {
        this.file = file;
        this.root = root;
    }

    JsonNode json() throws BadInput {
        return json(root);
    }

    private JsonNode json(Node node) throws BadInput {
        if (++nodes > MOST_NODES) {
            throw new BadInput(source(node), "the document's aliases expand to more than " + MOST_NODES + " values");
        }
        if (!open.add(node)) {
            throw new BadInput(source(node), "an alias names the very mapping or list that it stands in");
        }
        JsonNode json = switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode list -> list(list);
            case MappingNode mapping -> mapping(mapping);
            default -> throw new BadInput(source(node), "an alias without its anchor");
        };
        open.remove(node);
        return json;
    }

    private ArrayNode list(SequenceNode list) throws BadInput {
        ArrayNode json = JSON.arrayNode();
        for (Node item : list.getValue()) {
            json.add(json(item));
        }
        return json;
    }

    private ObjectNode mapping(MappingNode mapping) throws BadInput {
        ObjectNode own = JSON.objectNode();
        ObjectNode merged = JSON.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(merged, entry.getValueNode());
                continue;
            }
            String key = key(entry.getKeyNode());
            if (own.has(key)) {
                throw new BadInput(source(entry.getKeyNode()), "the key `" + key + "` stands here twice; keep one");
            }
            own.set(key, json(entry.getValueNode()));
        }
        if (merged.isEmpty()) {
            return own;
        }
        merged.setAll(own);
        return merged;
    }

    private void merge(ObjectNode into, Node from) throws BadInput {
        JsonNode json = json(from);
        for (JsonNode part : json.isArray() ? json : JSON.arrayNode().add(json)) {
            if (!part.isObject()) {
                throw new BadInput(source(from), "`<<` merges mappings, and this is none");
            }
            part.properties().forEach(e -> into.putIfAbsent(e.getKey(), e.getValue()));
        }
    }

    private String key(Node node) throws BadInput {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.BOOL)
                    ? String.valueOf(Scalars.isTrue(scalar.getValue()))
                    : scalar.getValue();
        }
        throw new BadInput(source(node), "a key is a mapping or a list; Kubernetes knows only words as keys");
    }

    private JsonNode scalar(ScalarNode node) throws BadInput {
        String text = node.getValue();
        Tag tag = node.getTag();
        try {
            if (tag.equals(Tag.BOOL)) {
                return JSON.booleanNode(Scalars.isTrue(text));
            }
            if (tag.equals(Tag.NULL)) {
                return JSON.nullNode();
            }
            if (tag.equals(Tag.INT)) {
                return integer(text.replace("_", ""));
            }
            return tag.equals(Tag.FLOAT) ? JSON.numberNode(new BigDecimal(text)) : JSON.textNode(text);
        } catch (NumberFormatException e) {
            throw new BadInput(source(node), "`" + text + "` is tagged as a number and is none");
        }
    }

    private static JsonNode integer(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        BigInteger value;
        if (digits.startsWith("0x")) {
            value = new BigInteger(digits.substring(2), 16);
        } else if (digits.startsWith("0b")) {
            value = new BigInteger(digits.substring(2), 2);
        } else if (digits.startsWith("0o")) {
            value = new BigInteger(digits.substring(2), 8);
        } else {
            value = new BigInteger(digits, digits.length() > 1 && digits.startsWith("0") ? 8 : 10);
        }
        value = negative ? value.negate() : value;
        // The narrowest node that holds it, as Jackson reads JSON: nodes of different widths are never equal.
        if (value.bitLength() < Integer.SIZE) {
            return JSON.numberNode(value.intValue());
        }
        return value.bitLength() < Long.SIZE ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
    }

    /** The line of a field by its JSON pointer, or of the nearest thing around it that is there. */
    int line(String pointer) {
        Node at = root;
        int line = lineOf(root);
        for (String step :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            Node next = null;
            if (at instanceof MappingNode mapping) {
                for (NodeTuple entry : mapping.getValue()) {
                    if (entry.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals(name)) {
                        next = entry.getValueNode();
                        line = lineOf(key);
                    }
                }
            } else if (at instanceof SequenceNode list && name.matches("[0-9]{1,6}")) {
                int index = Integer.parseInt(name);
                if (index < list.getValue().size()) {
                    next = list.getValue().get(index);
                    line = lineOf(next);
                }
            }
            if (next == null) {
                return line;
            }
            at = next;
        }
        return line;
    }

    private Source source(Node node) {
        return new Source(file, lineOf(node));
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
