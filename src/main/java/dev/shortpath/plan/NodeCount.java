package dev.shortpath.plan;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many nodes can take the VM with its path.
 *
 * @param known whether the nodes were read at all
 * @param fresh those of the eligible ones of which nothing is stale
 * @param lacking nodes by the first thing that each lacks, for a person
 * @param mends by the same words, what would mend it on one of them; empty where the words say it
 */
public record NodeCount(
        boolean known, int eligible, int fresh, int total, Map<String, Integer> lacking, Map<String, String> mends) {
    public NodeCount {
        lacking = Collections.unmodifiableMap(new TreeMap<>(lacking));
        mends = Collections.unmodifiableMap(new TreeMap<>(mends));
    }

    /** Whether every node that can take the VM has a probe that has been silent for too long. */
    public boolean stale() {
        return eligible > 0 && fresh == 0;
    }

    /** What nodes lack, without numbers: a message is news only when what is so changed, and nodes come and go. */
    public String lacks() {
        return lacking.isEmpty()
                ? "there is no node"
                : (lacking.size() == 1 ? "" : "some nodes: ") + String.join("; others: ", lacking.keySet());
    }

    /** The StoragePath's word. */
    public String word() {
        return !known ? "Unknown" : eligible > 0 ? "Some" : "None";
    }
}
