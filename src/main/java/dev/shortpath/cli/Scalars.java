package dev.shortpath.cli;

import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What a plain YAML scalar means: as kubectl reads it (sigs.k8s.io/yaml, YAML 1.1 without sexagesimal numbers), so that
 * a manifest says the same here and on the cluster.
 */
final class Scalars extends Resolver {
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?(0|[1-9][0-9_]*|0[0-7_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|0b[01_]+)");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    @Override
    protected void addImplicitResolvers() {
        // resolve() below decides alone.
    }

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
        return kind == NodeId.scalar && implicit ? tag(value) : super.resolve(kind, value, false);
    }

    static Tag tag(String plain) {
        if (TRUE.contains(plain) || FALSE.contains(plain)) {
            return Tag.BOOL;
        }
        if (NULL.contains(plain)) {
            return Tag.NULL;
        }
        if (plain.equals("<<")) {
            return Tag.MERGE;
        }
        if (INTEGER.matcher(plain).matches()) {
            return Tag.INT;
        }
        return DECIMAL.matcher(plain).matches() ? Tag.FLOAT : Tag.STR;
    }

    static boolean isTrue(String plain) {
        return TRUE.contains(plain);
    }
}
