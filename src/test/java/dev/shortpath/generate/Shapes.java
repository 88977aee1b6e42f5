package dev.shortpath.generate;

import com.google.common.primitives.UnsignedLong;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Values of libvirt's structs with every optional field there and not there. */
final class Shapes {
    private Shapes() {}

    /** A struct in which the named fields are there; `zero`: what they point to is zero or empty. */
    static Struct with(String struct, Set<String> there, boolean zero) {
        return with(struct, there::contains, zero);
    }

    /** Nothing, everything, each field alone, and each field alone missing; what is pointed to empty, and not. */
    static List<Struct> all(String struct) {
        List<Struct> shapes = new ArrayList<>();
        for (boolean zero : List.of(true, false)) {
            shapes.add(with(struct, name -> false, zero));
            shapes.add(with(struct, name -> true, zero));
            for (GoField field : LibvirtCel.struct(struct).fields()) {
                shapes.add(with(struct, field.name()::equals, zero));
                shapes.add(with(struct, name -> !field.name().equals(name), zero));
            }
        }
        return shapes;
    }

    private static Struct with(String struct, Predicate<String> there, boolean zero) {
        GoStruct type = LibvirtCel.struct(struct);
        Map<String, Object> fields = new TreeMap<>();
        for (GoField field : type.fields()) {
            // The encoder writes the element's name whatever stands there; a plain zero is the same as nothing.
            boolean means = field.kind() != GoField.Kind.NAME && !(zero && field.kind() == GoField.Kind.PLAIN);
            if (means && there.test(field.name())) {
                fields.put(field.name(), value(struct, field, zero));
            }
        }
        return Struct.of(type, fields);
    }

    private static Object value(String struct, GoField field, boolean zero) {
        if (zero) {
            return LibvirtCel.zero(field);
        }
        return switch (field.target()) {
            case "string" -> struct + "." + field.name();
            case "uint" -> UnsignedLong.valueOf(7);
            default -> Struct.of(LibvirtCel.struct(field.target()), Map.of(first(field), struct + "." + field.name()));
        };
    }

    private static String first(GoField field) {
        return LibvirtCel.struct(field.target()).fields().stream()
                .filter(inner -> inner.target().equals("string"))
                .findFirst()
                .orElseThrow()
                .name();
    }
}
