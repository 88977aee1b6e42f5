package dev.shortpath.plan;

import dev.shortpath.api.Workload;
import dev.shortpath.facts.Field;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What each workload means (API.md, section 3): one row a workload; a field that is not there is kept. */
public final class Workloads {
    private static final Map<Workload, Map<Field, String>> TABLE = new EnumMap<>(Workload.class);

    static {
        Map<Field, String> fast = Map.of(
                Field.BUS, "virtio",
                Field.IO, "io_uring",
                Field.CACHE, "none",
                Field.IO_THREADS_POLICY, "supplementalPool",
                Field.MULTI_QUEUE, "Always",
                Field.VOLUME_FORMAT, "raw",
                Field.VOLUME_MODE, "Block");
        TABLE.put(Workload.GENERAL, Map.of(Field.BUS, "virtio", Field.IO, "auto", Field.CACHE, "auto"));
        TABLE.put(Workload.DATABASE, fast);
        TABLE.put(Workload.LATENCY_CRITICAL, fast);
        TABLE.put(Workload.MESSAGING, fast);
        Map<Field, String> osd = new EnumMap<>(fast);
        osd.put(Field.ERROR_POLICY, "report");
        TABLE.put(Workload.CEPH_OSD, osd);
        TABLE.put(
                Workload.MANY_DISKS,
                Map.of(
                        Field.BUS, "scsi",
                        Field.IO, "auto",
                        Field.CACHE, "none",
                        Field.MULTI_QUEUE, "Always",
                        Field.VOLUME_FORMAT, "raw",
                        Field.VOLUME_MODE, "Block"));
    }

    private Workloads() {}

    public static Optional<String> word(Workload workload, Field field) {
        return Optional.ofNullable(TABLE.get(workload).get(field));
    }
}
