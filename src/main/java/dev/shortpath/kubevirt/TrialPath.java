package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Keys;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Change;
import dev.shortpath.plan.Plan;
import dev.shortpath.plan.Write;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a profile's plan a throw-away VM gets. */
public final class TrialPath {
    private TrialPath() {}

    /**
     * The VM with the profile's path, whatever its delivery: all of it stands in the VM, as its owner's own word, so that it holds
     * from the first start with or without the webhook. It is paused, or a profile that enforces its values would make its bus and
     * its storage others than the other side's.
     *
     * @param bound {@link TrialVm} of the profile's side
     * @param plan of that machine, as of one that was there before: what its guest knows stays as it is
     * @return what was given, where the plan has nothing that would be measured
     */
    public static JsonNode of(Trial trial, JsonNode bound, Plan plan) {
        List<Change> changes = Stream.of(plan.write().changes(), plan.instance(), plan.inGit())
                .flatMap(List::stream)
                .filter(change -> isMeasured(trial.storage(), change))
                .distinct()
                .toList();
        if (changes.isEmpty()) {
            return bound;
        }
        JsonNode vm = PlacementPatch.inVm(
                VmPatch.applied(bound, new Write(changes, Optional.empty(), false)), plan.placement());
        ((ObjectNode) vm).withObject("/metadata/annotations").put(Keys.PAUSED, "");
        return vm;
    }

    /** The throw-away VM's other disks are on virtio: what serves them alone is no matter of this disk. */
    private static boolean reaches(String bus, Field field) {
        return switch (field) {
            case MULTI_QUEUE, IO_THREADS_POLICY, IO_THREADS_COUNT -> bus.equals("virtio");
            case SCSI_QUEUES -> bus.equals("scsi");
            default -> false;
        };
    }

    /**
     * The storage and what a guest knows of the disk are the same on both sides, the system's disk is nobody's, and neither side
     * moves. A drive that is passed through has somebody's data, over which fio would write.
     */
    private static boolean isMeasured(Trial.Storage storage, Change change) {
        Field field = change.field();
        return switch (field.scope()) {
            case TEMPLATE, DEVICE -> false;
            case DISK ->
                !field.guestVisible()
                        && field != Field.ERROR_POLICY
                        && change.disk().equals(Optional.of(storage.disk()));
            case VM -> reaches(storage.bus(), field);
        };
    }
}
