package dev.shortpath.plan;

import java.util.Map;

/**
 * How many nodes can take the VM with its path.
 *
 * @param known whether the nodes were read at all
 * @param lacking nodes by the first thing that each lacks, for a person
 */
public record NodeCount(boolean known, int eligible, int total, Map<String, Integer> lacking) {
    /** The StoragePath's word. */
    public String word() {
        return !known ? "Unknown" : eligible > 0 ? "Some" : "None";
    }
}
