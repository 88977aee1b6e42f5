package dev.shortpath.cli.map;

import dev.shortpath.plan.Decision;
import java.util.List;

/**
 * A decision for a reader.
 *
 * @param disks for which it is the same; none where it is about the whole VM
 * @param evidence what it rests on
 */
public record Told(Decision decision, List<String> disks, List<String> evidence) {
    public Told {
        disks = List.copyOf(disks);
        evidence = List.copyOf(evidence);
    }
}
