package dev.shortpath.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A struct of libvirt's Go bindings, as it stands in `src/test/resources/libvirt/domain.go`. KubeVirt's CEL knows the
 * structs and their fields by their Go names.
 */
record GoStruct(String name, List<GoField> fields) {
    /** Name and fields of the struct, up to the bracket that closes it at a line's beginning. */
    private static final Pattern STRUCT =
            Pattern.compile("^type (\\w+) struct \\{\\n(.*?)^}", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Path LIBVIRT = Path.of("src/test/resources/libvirt/domain.go");

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

    /** The structs of a Go file; blank lines and comments between fields are no fields. */
    static Map<String, GoStruct> parse(String text) {
        Map<String, GoStruct> structs = new TreeMap<>();
        STRUCT.matcher(text)
                .results()
                .map(found -> new GoStruct(found.group(1), fields(found.group(1), found.group(2))))
                .forEach(struct -> structs.put(struct.name(), struct));
        return structs;
    }

    private static List<GoField> fields(String struct, String body) {
        return body.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("/*") && !line.startsWith("//"))
                .map(line -> GoField.parse(struct, line))
                .toList();
    }

    GoField field(String wanted) {
        return fields.stream()
                .filter(field -> field.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no field " + wanted));
    }
}
