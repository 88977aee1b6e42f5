package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The path that a VM's disks have. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StoragePathStatus(
        String profile,
        Long profileGeneration,
        Delivery delivery,
        Compliance compliance,
        PathReason reason,
        String message,
        String path,
        Integer hops,
        List<PathDisk> disks,
        List<PathDecision> decisions,
        Integer omitted,
        EligibleNodes nodes,
        String node,
        Boolean liveMigratable,
        Map<String, String> measured,
        List<Condition> conditions) {
    public StoragePathStatus {
        disks = disks == null ? List.of() : List.copyOf(disks);
        decisions = decisions == null ? List.of() : List.copyOf(decisions);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        measured = measured == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(measured));
    }
}
