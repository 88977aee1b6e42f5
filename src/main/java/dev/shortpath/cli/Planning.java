package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Delivery;
import dev.shortpath.cluster.Delivering;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Situation;
import dev.shortpath.kubevirt.BadManifest;
import dev.shortpath.kubevirt.Births;
import dev.shortpath.kubevirt.Decided;
import dev.shortpath.kubevirt.FileWorld;
import dev.shortpath.kubevirt.Kinds;
import dev.shortpath.kubevirt.Measured;
import dev.shortpath.kubevirt.ProfileCheck;
import dev.shortpath.kubevirt.Profiles;
import dev.shortpath.kubevirt.Situations;
import dev.shortpath.kubevirt.World;
import dev.shortpath.plan.Planner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The VMs of an input, each with its plan: what the operator would decide for the same objects. */
final class Planning {
    private final World world;
    private final Cluster.Deliveries deliveries;
    private final Memory memory;

    private Planning(World world, Cluster.Deliveries deliveries, Memory memory) {
        this.world = world;
        this.deliveries = deliveries;
        this.memory = memory;
    }

    /**
     * What objects do not say of themselves.
     *
     * @param moment the same for every VM; empty: a VM without status and without a VMI is about to be born
     * @param delivery what was decided when its profile bound the VM; empty: as its StoragePath says
     * @param profileGone whether the VM's profile was deleted within its grace
     */
    record Memory(Optional<Moment> moment, Optional<Delivery> delivery, boolean profileGone) {
        static final Memory NONE = new Memory(Optional.empty(), Optional.empty(), false);

        /** Of a cluster: what is there was born before. */
        static final Memory OF_CLUSTER = new Memory(Optional.of(Moment.LOOP), Optional.empty(), false);
    }

    /** The plans of all VMs of files, in the files' order. */
    static List<Planned> of(Input input) throws BadInput {
        return of(input, Delivering.of(FileWorld.of(input.json())), Memory.NONE);
    }

    static List<Planned> of(Input input, Cluster.Deliveries deliveries, Memory memory) throws BadInput {
        for (Manifest profile : input.ofKind(Kinds.PROFILE)) {
            check(profile);
        }
        return of(FileWorld.of(input.json()), input.ofKind(Kinds.VIRTUAL_MACHINE), deliveries, memory);
    }

    static List<Planned> of(World world, List<Manifest> vms, Cluster.Deliveries deliveries, Memory memory) {
        Planning planning = new Planning(world, deliveries, memory);
        return vms.stream().map(planning::plan).toList();
    }

    /** What the API server would refuse to store is no profile to plan with: every fault of it, a line each. */
    private static void check(Manifest profile) throws BadInput {
        List<String> problems;
        try {
            Profiles.read(profile.object());
            problems = ProfileCheck.problems(profile.object());
        } catch (BadManifest e) {
            problems = List.of(e.getMessage());
        }
        if (!problems.isEmpty()) {
            throw new BadInput(problems.stream()
                    .map(p -> profile.at(pointer(p)) + ": StorageProfile " + profile.name() + ": " + p)
                    .collect(Collectors.joining("\n")));
        }
    }

    /** Of `spec.disks[0].bus: a sentence` the JSON pointer `/spec/disks/0/bus`. */
    static String pointer(String problem) {
        int end = problem.indexOf(": ");
        String path = end < 0 ? "" : problem.substring(0, end);
        return path.matches("[A-Za-z0-9.\\[\\]]+")
                ? "/" + path.replace("[", ".").replace("]", "").replace('.', '/')
                : "";
    }

    private Planned plan(Manifest vm) {
        Situation situation = Situations.of(world, vm.object(), memory.moment().orElseGet(() -> moment(vm)), deliveries)
                .remembering(memory.delivery().or(() -> deliveryBefore(vm)), memory.profileGone());
        return new Planned(vm, situation, Planner.plan(situation), measured(vm));
    }

    private Map<String, String> measured(Manifest vm) {
        return twin(vm, Kinds.STORAGE_PATH)
                .there()
                .filter(path -> Decided.ownedBy(path, vm.object()))
                .map(Measured::shown)
                .orElse(Map.of());
    }

    private World.Found twin(Manifest vm, String kind) {
        return world.find(kind, vm.object().path("metadata").path("namespace").asText(), vm.name());
    }

    private Optional<Delivery> deliveryBefore(Manifest vm) {
        return twin(vm, Kinds.STORAGE_PATH).there().flatMap(path -> Decided.delivery(path, vm.object()));
    }

    private Moment moment(Manifest vm) {
        JsonNode object = vm.object();
        if (!object.path("status").isEmpty()
                || twin(vm, Kinds.VIRTUAL_MACHINE_INSTANCE).there().isPresent()) {
            return Moment.LOOP;
        }
        return Births.of(object);
    }
}
