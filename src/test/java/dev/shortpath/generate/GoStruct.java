package dev.shortpath.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A struct of libvirt's Go bindings, as the table in `src/test/resources/libvirt/fields.txt` has it. KubeVirt's CEL knows the
 * structs and their fields by their Go names.
 */
record GoStruct(String name, List<GoField> fields) {
    private static final Path LIBVIRT = Path.of("src/test/resources/libvirt/fields.txt");

    GoStruct {
        fields = List.copyOf(fields);
    }

    /** libvirt's structs, by name. */
    static Map<String, GoStruct> libvirt() {
        try {
            return parse(Files.readString(LIBVIRT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The structs of a table: a name at a line's beginning, its fields indented below; blank lines and `#` are no fields. */
    static Map<String, GoStruct> parse(String text) {
        Map<String, List<GoField>> structs = new TreeMap<>();
        String struct = "";
        for (String line : text.lines()
                .filter(l -> !l.isBlank() && !l.strip().startsWith("#"))
                .toList()) {
            if (line.startsWith(" ")) {
                structs.get(struct).add(GoField.parse(struct, line.strip()));
            } else {
                struct = line.strip();
                structs.put(struct, new ArrayList<>());
            }
        }
        Map<String, GoStruct> all = new TreeMap<>();
        structs.forEach((name, fields) -> all.put(name, new GoStruct(name, fields)));
        return all;
    }

    GoField field(String wanted) {
        return fields.stream()
                .filter(field -> field.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no field " + wanted));
    }
}
