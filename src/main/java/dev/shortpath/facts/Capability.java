package dev.shortpath.facts;

import java.util.List;

/**
 * Whether something can be delivered on this cluster by this operator.
 *
 * @param against whether something that was seen stands against it; else what is missing is only not known (yet, or now)
 * @param missing every link that is missing, for a person, each with what mends it; empty when ready
 * @param remarks what it rests on and nobody can see from here, for a person
 */
public record Capability(boolean ready, boolean against, List<String> missing, List<String> remarks) {
    public Capability {
        missing = List.copyOf(missing);
        remarks = List.copyOf(remarks);
    }

    public static final Capability READY = new Capability(true, false, List.of(), List.of());

    /** Links that were looked for and are not there. */
    public static Capability missing(String... links) {
        return new Capability(false, true, List.of(links), List.of());
    }

    /** Links of which nothing is known. */
    public static Capability unknown(String... links) {
        return new Capability(false, false, List.of(links), List.of());
    }
}
