package dev.shortpath.probe;

import dev.shortpath.api.StorageNodeStatus;
import java.util.List;

/**
 * One look at a node.
 *
 * @param status what was seen, without observedAt; what could not be read is absent
 * @param problems what could not be read, and why, each for a person
 */
public record Sight(StorageNodeStatus status, List<String> problems) {
    public Sight {
        problems = List.copyOf(problems);
    }
}
