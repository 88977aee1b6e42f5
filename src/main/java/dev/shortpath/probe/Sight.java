package dev.shortpath.probe;

import dev.shortpath.api.StorageNodeStatus;
import java.util.List;

/**
 * What was seen of a node.
 *
 * @param status without `observedAt`, which is for whoever has a clock; what could not be read is absent
 * @param problems sentences that each name a file and what was wrong with it, at most {@link Problems#MOST}; the same tree
 *     gives the same sentences in the same order
 */
public record Sight(StorageNodeStatus status, List<String> problems) {
    public Sight {
        problems = List.copyOf(problems);
    }
}
