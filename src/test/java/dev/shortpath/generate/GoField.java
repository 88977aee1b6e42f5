package dev.shortpath.generate;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One field of a {@link GoStruct}.
 *
 * @param target the type without the star of a pointer and the brackets of a list: `uint`, `DomainAlias`
 */
record GoField(String name, Kind kind, String target) {
    private static final Pattern LINE = Pattern.compile("(\\w+) (\\*|\\[\\])?(\\w+)");
    private static final Set<String> SCALARS = Set.of("string", "uint", "uint64", "int", "int64", "bool");

    /** How a field is held, which decides how it is copied. */
    enum Kind {
        /** The element's own name, which the encoder writes whatever stands here. */
        NAME,
        /** A value in the struct itself: its zero value is left out of the XML. */
        PLAIN,
        /** A pointer to a value or struct: a pointer to zero is written, no pointer is not. */
        POINTER,
        /** A list. */
        LIST
    }

    /**
     * The field that a line declares.
     *
     * @throws IllegalArgumentException where the line is of a form that nobody has thought about yet
     */
    static GoField parse(String struct, String line) {
        Matcher found = LINE.matcher(line);
        if (!found.matches()) {
            throw new IllegalArgumentException(struct + ": `" + line + "` is no field of the form NAME TYPE");
        }
        String target = found.group(3);
        return new GoField(found.group(1), kind(struct + "." + found.group(1), found.group(2), target), target);
    }

    private static Kind kind(String where, String held, String target) {
        if (held != null) {
            return held.equals("*") ? Kind.POINTER : Kind.LIST;
        }
        if (target.equals("name")) {
            return Kind.NAME;
        }
        if (!SCALARS.contains(target)) {
            throw new IllegalArgumentException(where + " is a " + target + " and neither a pointer, a list nor one of "
                    + SCALARS.stream().sorted().toList() + ": say how it is to be copied");
        }
        return Kind.PLAIN;
    }

    /** Whether what is held, or pointed to, is a value and no struct. */
    boolean scalar() {
        return SCALARS.contains(target);
    }
}
