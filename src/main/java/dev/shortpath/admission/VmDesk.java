package dev.shortpath.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Gathering;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Situation;
import dev.shortpath.kubevirt.Births;
import dev.shortpath.kubevirt.LostNote;
import dev.shortpath.kubevirt.VmPatch;
import dev.shortpath.plan.Plan;
import java.util.List;
import java.util.function.Function;

/** VMs at their birth and their updates: the loop's own plan, a moment earlier. */
public record VmDesk(Caches caches, Gathering gathering, Function<Situation, Plan> planner) implements Desk {
    static final String UNREAD =
            "Shortpath has not read the cluster yet: this is taken as it is, and looked at afterwards.";

    @Override
    public Answer answer(Request request) {
        if (!caches.settled()) {
            return Answer.unchanged(UNREAD);
        }
        JsonNode vm = LostNote.restored(request.oldObject(), request.object());
        Moment moment = request.isCreate() ? Births.of(vm) : Births.added(request.oldObject(), vm);
        Plan plan = gathering.plan(vm, moment, planner).plan();
        ArrayNode patch = LostNote.operations(request.object(), vm);
        patch.addAll(VmPatch.changes(vm, plan.write()));
        return new Answer(patch, isNews(request) ? Findings.of(vm, plan) : List.of());
    }

    /** What only KubeVirt touched (a finalizer, say) is nothing to warn anybody of. */
    private static boolean isNews(Request request) {
        JsonNode before = request.oldObject();
        JsonNode now = request.object();
        return request.isCreate()
                || !before.path("spec").equals(now.path("spec"))
                || !before.at("/metadata/labels").equals(now.at("/metadata/labels"))
                || !before.at("/metadata/annotations").equals(now.at("/metadata/annotations"));
    }
}
