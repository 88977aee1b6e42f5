package dev.shortpath.cli.map;

import dev.shortpath.api.Compliance;
import dev.shortpath.plan.DiskPath;
import dev.shortpath.plan.Outcome;
import dev.shortpath.plan.Plan;
import java.util.List;
import java.util.Optional;

/**
 * A VM on the map.
 *
 * @param number from 1, another for each VM
 * @param name with a star where the API server gives out the rest
 * @param outcome how it stands as it was read
 * @param node where it runs
 * @param devices resources of the host devices that it runs with
 * @param claims names of the volumes behind its disks
 * @param decisions of its plan
 * @param inGit lines for its manifest, which its owner alone writes; empty where there are none
 */
public record Guest(
        int number,
        String namespace,
        String name,
        Plan plan,
        Outcome outcome,
        Optional<String> node,
        List<String> devices,
        List<String> claims,
        List<Told> decisions,
        String inGit) {
    public Guest {
        devices = List.copyOf(devices);
        claims = List.copyOf(claims);
        decisions = List.copyOf(decisions);
    }

    String title() {
        return namespace + "/" + name;
    }

    Compliance compliance() {
        return outcome.compliance();
    }

    int hops() {
        return plan.worst().map(DiskPath::hops).orElse(0);
    }

    /** Where the page tells of it; the same from one page to the next, unless the name is not given out yet. */
    String anchor() {
        return Anchor.of("vm", title(), number);
    }
}
