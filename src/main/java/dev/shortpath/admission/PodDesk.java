package dev.shortpath.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.cluster.Arrivals;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Gathering;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.Watched;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Situation;
import dev.shortpath.kubevirt.Owned;
import dev.shortpath.kubevirt.PlacementPatch;
import dev.shortpath.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Launcher pods, at a VM's start and as the target of its migration: the node that its path needs. */
public record PodDesk(Caches caches, Arrivals arrivals, Gathering gathering, Function<Situation, Plan> planner)
        implements Desk {
    @Override
    public Answer answer(Request request) {
        JsonNode pod = request.object();
        Optional<Owned> instance = Owned.byVmi(pod);
        if (instance.isEmpty() || !caches.settled()) {
            return Answer.unchanged();
        }
        String namespace = request.key().namespace();
        Optional<JsonNode> vmi =
                arrivals.await(Watched.VMI, new Key(namespace, instance.get().name()), instance.get()::is);
        return vmi.flatMap(Owned::byVm)
                .flatMap(vm -> caches.vms().find(new Key(namespace, vm.name())).filter(vm::is))
                .map(vm -> gathering.meanwhile(vm, Moment.LOOP, planner).placement())
                .map(placings -> new Answer(PlacementPatch.ofPod(pod, placings), List.of()))
                .orElseGet(Answer::unchanged);
    }
}
