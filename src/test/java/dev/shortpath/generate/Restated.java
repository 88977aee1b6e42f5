package dev.shortpath.generate;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A struct of libvirt written out anew in CEL, equal to the one that it is made from but for what is changed.
 *
 * <p>KubeVirt replaces lists whole, so that an element of a list loses every field that is not named. And a nil pointer
 * reads as a pointer to zero (cel-go's native types), which would become `iothread="0"`: hence the guards.
 *
 * @param from the CEL that reads the struct it is made from
 * @param changed CEL by the name of the field
 */
record Restated(GoStruct struct, String from, Map<String, String> changed) {
    Restated {
        changed = new TreeMap<>(changed);
        changed.keySet().forEach(struct::field);
    }

    /** The expression; its first line is not indented, the others are to this column. */
    String cel(int column) {
        String margin = " ".repeat(column);
        return struct.fields().stream()
                .filter(field -> field.kind() != GoField.Kind.NAME)
                .map(field -> margin + "  " + field.name() + ": " + value(field))
                .collect(Collectors.joining(",\n", struct.name() + "{\n", "\n" + margin + "}"));
    }

    private String value(GoField field) {
        String there = from + "." + field.name();
        if (changed.containsKey(field.name())) {
            return changed.get(field.name());
        }
        return field.kind() == GoField.Kind.POINTER ? "has(" + there + ") ? dyn(" + there + ") : dyn(null)" : there;
    }
}
