package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;

/** What became of a write to a VM. */
public sealed interface Fate {
    /** There was nothing to write. */
    record Nothing() implements Fate {}

    /**
     * Written.
     *
     * @param vm as it is now
     * @param asPlanned whether it is what the write was to make of it
     */
    record Written(JsonNode vm, boolean asPlanned) implements Fate {}

    /** The VM is another one by now: to be planned anew, and nothing to speak of. */
    record Moved() implements Fate {}

    /** KubeVirt's admission refused it. */
    record Refused(String message) implements Fate {}

    /** Our own fault. */
    record Failed(String message) implements Fate {}
}
