package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.plan.node.Labelling;
import dev.shortpath.plan.node.NodeLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who set a node's labels of group shortpath.dev, by its managedFields. */
public final class LabelHolders {
    /** Where a node that is kept has it, in the place of all of a manager's fields. */
    private static final String LABELS = "labels";

    private LabelHolders() {}

    /** The field managers of each label of ours, of a node as it is served or as it is kept. */
    public static SortedMap<String, SortedSet<String>> of(JsonNode node) {
        SortedMap<String, SortedSet<String>> holders = new TreeMap<>();
        for (JsonNode entry : Tree.list(node, "metadata", "managedFields")) {
            String manager = Tree.text(entry, "manager").orElse("");
            labels(entry)
                    .forEach(l ->
                            holders.computeIfAbsent(l, x -> new TreeSet<>()).add(manager));
        }
        return holders;
    }

    /** A node's labels as they stand, seen by this field manager. */
    public static Labelling.Standing standing(JsonNode node, String us) {
        return new Labelling.Standing(Tree.strings(node, "metadata", "labels"), of(node), us);
    }

    private static List<String> labels(JsonNode entry) {
        if (Tree.has(entry, LABELS)) {
            return Tree.texts(entry, LABELS);
        }
        List<String> labels = new ArrayList<>();
        Tree.at(entry, "fieldsV1", "f:metadata", "f:labels").fieldNames().forEachRemaining(field -> {
            if (field.startsWith("f:" + NodeLabels.GROUP)) {
                labels.add(field.substring("f:".length()));
            }
        });
        return labels;
    }

    /** Cuts a node's managedFields down to managers that hold a label of ours, in place. */
    public static void keep(ObjectNode node) {
        SortedMap<String, SortedSet<String>> byManager = new TreeMap<>();
        of(node).forEach((label, managers) -> managers.forEach(
                m -> byManager.computeIfAbsent(m, x -> new TreeSet<>()).add(label)));
        ObjectNode metadata = node.withObject("/metadata");
        metadata.remove("managedFields");
        if (!byManager.isEmpty()) {
            var kept = metadata.putArray("managedFields");
            byManager.forEach((manager, labels) ->
                    labels.forEach(kept.addObject().put("manager", manager).putArray(LABELS)::add));
        }
    }
}
