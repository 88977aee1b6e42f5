package dev.shortpath.cli.map;

import dev.shortpath.api.Compliance;
import java.util.List;
import java.util.Optional;

/**
 * All that is on a map.
 *
 * @param title the page's heading
 * @param source what it was made of, for a person
 * @param made when, as the reader is to be told; empty: not said, and the same input gives the same bytes
 * @param nodesRead whether nodes could be read at all
 */
public record Fleet(
        String title, String source, Optional<String> made, boolean nodesRead, List<Guest> guests, List<Host> hosts) {
    public Fleet {
        guests = List.copyOf(guests);
        hosts = List.copyOf(hosts);
    }

    long count(Compliance compliance) {
        return guests.stream().filter(g -> g.compliance() == compliance).count();
    }
}
