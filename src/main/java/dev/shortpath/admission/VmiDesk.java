package dev.shortpath.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.shortpath.api.Keys;
import dev.shortpath.cluster.Arrivals;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Gathering;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.Watched;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Situation;
import dev.shortpath.kubevirt.HookSidecar;
import dev.shortpath.kubevirt.Owned;
import dev.shortpath.kubevirt.VmiPatch;
import dev.shortpath.plan.Change;
import dev.shortpath.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** VMIs when KubeVirt makes them of a VM: what the VM's plan has and its spec does not say. */
public record VmiDesk(Caches caches, Arrivals arrivals, Gathering gathering, Function<Situation, Plan> planner)
        implements Desk {
    @Override
    public Answer answer(Request request) {
        JsonNode vmi = request.object();
        Optional<Owned> owner = Owned.byVm(vmi);
        if (owner.isEmpty() || !caches.settled()) {
            return Answer.unchanged();
        }
        Key key = new Key(request.key().namespace(), owner.get().name());
        long generation = Owned.generation(vmi).orElse(0L);
        Optional<JsonNode> vm = arrivals.await(
                Watched.VM,
                key,
                v -> owner.get().is(v) && v.at("/metadata/generation").asLong() >= generation);
        return vm.or(() -> caches.vms().find(key).filter(owner.get()::is))
                .filter(v -> !v.at("/spec/runStrategy").asText().equals("WaitAsReceiver"))
                .map(v -> new Answer(patch(vmi, v), List.of()))
                .orElseGet(Answer::unchanged);
    }

    private ArrayNode patch(JsonNode vmi, JsonNode vm) {
        List<Change> changes = gathering.meanwhile(vm, Moment.START, planner).instance();
        // What somebody wrote who is not us is not ours to carry out by a container more.
        boolean ours = !changes.isEmpty() || vm.at("/metadata/annotations").has(Keys.APPLIED);
        return VmiPatch.of(vmi, changes, ours ? gathering.sidecar(Key.of(vm).namespace()) : HookSidecar.Use.NONE);
    }
}
