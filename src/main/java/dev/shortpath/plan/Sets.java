package dev.shortpath.plan;

import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The values that a draft's decisions set, by where they stand. */
final class Sets {
    private Sets() {}

    /** What the VM's spec is to say: with delivery Instance, nothing that a VMI alone can take. */
    static Map<Place, String> stored(Draft draft) {
        Map<Place, String> sets = of(draft);
        sets.keySet().removeIf(p -> draft.onInstance() && p.field().inInstance());
        return sets;
    }

    static Map<Place, String> of(Draft draft) {
        Map<Place, String> sets = new LinkedHashMap<>();
        for (Decision d : draft.decisions()) {
            boolean writable = !d.field().path().startsWith("placement.");
            if (d.is(Verdict.SET) && writable && d.value().isPresent()) {
                sets.put(place(draft, d), written(draft, d));
            }
        }
        return sets;
    }

    static Place place(Draft draft, Decision d) {
        if (d.field() == Field.IO && d.value().equals(Optional.of("io_uring"))) {
            return new Place(d.disk(), Field.IO_URING);
        }
        boolean queues = d.field() == Field.MULTI_QUEUE && d.value().equals(Optional.of("Always"));
        return queues && draft.onBus("virtio").isEmpty()
                ? new Place(Optional.empty(), Field.SCSI_QUEUES)
                : new Place(d.disk(), d.field());
    }

    private static String written(Draft draft, Decision d) {
        return place(draft, d).field() == Field.SCSI_QUEUES
                ? String.valueOf(draft.scsiQueues())
                : d.value().orElseThrow();
    }
}
