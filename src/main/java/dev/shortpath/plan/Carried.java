package dev.shortpath.plan;

import dev.shortpath.facts.Disk;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Running;
import java.util.Optional;

/** What of a plan the VM's VMI has already. */
final class Carried {
    private final Draft draft;

    Carried(Draft draft) {
        this.draft = draft;
    }

    boolean runs() {
        return draft.vm().running().isPresent();
    }

    /** Whether the VMI has what a change of it, or of the VM's spec, would give it. */
    boolean has(Change change) {
        return change.field().scope() == Field.Scope.TEMPLATE
                || notPluggedYet(change.disk(), change.field())
                || running(change.disk(), change.field()).equals(change.to());
    }

    /** Whether the VMI runs with a value that is set; what a VMI does not show counts as had. */
    boolean has(Decision d) {
        Place place = Sets.place(draft, d);
        boolean compared = place.field().scope() != Field.Scope.TEMPLATE
                && !place.field().path().startsWith("placement.");
        if (!compared || notPluggedYet(place.disk(), place.field())) {
            return true;
        }
        Optional<String> running = running(place.disk(), place.field());
        return place.field() == Field.SCSI_QUEUES ? running.isPresent() : running.equals(d.value());
    }

    private Optional<String> running(Optional<String> disk, Field field) {
        if (field.scope() == Field.Scope.DEVICE) {
            return draft.vm().running().flatMap(r -> r.device(disk.orElseThrow()));
        }
        return disk.isPresent()
                ? disk.flatMap(draft.vm()::disk).flatMap(Disk::running).map(r -> r.get(field))
                : draft.vm().running().map(Running::values).map(v -> v.get(field));
    }

    // KubeVirt plugs it into the running VM with the values that stand in the spec then.
    private boolean notPluggedYet(Optional<String> disk, Field field) {
        return disk.filter(_ -> field.scope() == Field.Scope.DISK)
                .flatMap(draft.vm()::disk)
                .filter(d -> d.volume().hotpluggable() && d.running().isEmpty())
                .isPresent();
    }
}
