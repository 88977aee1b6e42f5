package dev.shortpath.cli.map;

import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.plan.passthrough.Drives;
import dev.shortpath.plan.passthrough.Giving;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A node on the map.
 *
 * @param number from 1, another for each node
 * @param seen what its probe reported; empty where none did
 * @param summary what its drives come to, in half a line
 * @param hurdles what keeps VMs away; empty where nothing does
 * @param labels of group shortpath.dev
 * @param architecture as Kubernetes spells it
 * @param silent whether its probe has been silent for too long
 */
public record Host(
        int number,
        String name,
        Optional<StorageNodeStatus> seen,
        Drives drives,
        String summary,
        String hurdles,
        Map<String, String> labels,
        Optional<String> architecture,
        boolean silent) {
    public Host {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    String anchor() {
        return Anchor.of("node", name, number);
    }

    Readiness readiness() {
        if (seen.isEmpty()) {
            return Readiness.NO_PROBE;
        }
        if (silent) {
            return Readiness.SILENT;
        }
        if (drives.all().isEmpty()) {
            return Readiness.NO_DRIVE;
        }
        if (drives.count(Giving.AVAILABLE) > 0) {
            return Readiness.READY;
        }
        return drives.count(Giving.READY) + drives.count(Giving.NOT_OFFERED) > 0
                ? Readiness.NOT_OFFERED
                : Readiness.NOT_READY;
    }
}
