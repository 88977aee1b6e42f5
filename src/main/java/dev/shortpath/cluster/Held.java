package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.AbstractList;
import java.util.List;

/** What is kept of an object; equal ones hold equal trees, and those that are not may do so too. */
sealed interface Held permits Held.Tree, Packed {
    /** Nobody changes it. */
    ObjectNode tree();

    /** As it is looked at. */
    record Tree(ObjectNode tree) implements Held {}

    /** The trees of all, unpacked one by one as the list is gone through. */
    static List<JsonNode> trees(List<Held> all) {
        return new AbstractList<>() {
            @Override
            public JsonNode get(int index) {
                return all.get(index).tree();
            }

            @Override
            public int size() {
                return all.size();
            }
        };
    }
}
