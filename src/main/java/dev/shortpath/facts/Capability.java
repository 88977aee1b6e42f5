package dev.shortpath.facts;

import java.util.List;

/**
 * Whether something can be delivered on this cluster by this operator.
 *
 * @param missing every link that is missing, for a person; empty when ready
 */
public record Capability(boolean ready, List<String> missing) {
    public Capability {
        missing = List.copyOf(missing);
    }

    public static final Capability READY = new Capability(true, List.of());

    public static Capability missing(String... links) {
        return new Capability(false, List.of(links));
    }
}
