package dev.shortpath.facts;

import java.util.Optional;

/**
 * A VM's memory, in bytes; what its owner did not write is empty.
 *
 * @param overcommit whether instancetype or owner ask for less of the host than the guest sees
 */
public record Memory(
        Optional<Long> guest, Optional<Long> request, Optional<Long> limit, boolean overcommit, boolean hugepages) {
    public static final Memory UNSAID = new Memory(Optional.empty(), Optional.empty(), Optional.empty(), false, false);
}
