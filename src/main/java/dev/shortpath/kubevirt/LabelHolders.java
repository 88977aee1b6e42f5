package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who set a node's labels of group shortpath.dev, by its managedFields. */
public final class LabelHolders {
    private static final String FIELD = "f:shortpath.dev/";

    private LabelHolders() {}

    /** The field managers of each label of ours; none where the node comes without managedFields. */
    public static SortedMap<String, SortedSet<String>> of(JsonNode node) {
        SortedMap<String, SortedSet<String>> holders = new TreeMap<>();
        for (JsonNode entry : Tree.list(node, "metadata", "managedFields")) {
            String manager = Tree.text(entry, "manager").orElse("");
            Tree.at(entry, "fieldsV1", "f:metadata", "f:labels").fieldNames().forEachRemaining(field -> {
                if (field.startsWith(FIELD)) {
                    holders.computeIfAbsent(field.substring("f:".length()), _ -> new TreeSet<>())
                            .add(manager);
                }
            });
        }
        return holders;
    }
}
