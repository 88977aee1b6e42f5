package dev.shortpath.admission;

import dev.shortpath.cluster.Arrivals;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Gathering;
import dev.shortpath.facts.Situation;
import dev.shortpath.plan.Plan;
import java.util.Map;
import java.util.function.Function;

/** Who answers at which path of the door; all from the caches, and with the loop's planner. */
public final class Desks {
    private Desks() {}

    public static Map<String, Desk> of(Caches caches, Gathering gathering, Function<Situation, Plan> planner) {
        Arrivals arrivals = new Arrivals(caches);
        caches.listen(arrivals);
        Desk profiles = new ProfileDesk(gathering::cluster);
        return Map.of(
                Admission.VMS, new VmDesk(caches, gathering, planner),
                Admission.VMIS, new VmiDesk(caches, arrivals, gathering, planner),
                Admission.PODS, new PodDesk(caches, arrivals, gathering, planner),
                Admission.PROFILES,
                        request -> caches.settled() ? profiles.answer(request) : Answer.unchanged(VmDesk.UNREAD));
    }
}
