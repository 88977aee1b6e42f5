package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Keys;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Fleet;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Node;
import dev.shortpath.facts.Profile;
import dev.shortpath.facts.Situation;
import dev.shortpath.facts.Vm;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From manifests to facts: everything that a plan for one VM is made of.
 *
 * <p>Never throws for what a manifest holds: what KubeVirt would refuse is a sentence in {@link Vm#faults}, and a profile that
 * cannot be read is as if it were not there (its own status, or the command line, says what is wrong with it).
 */
public final class Situations {
    private static final World.View<List<Profile>> PROFILES = new World.View<>(
            List.of(Kinds.PROFILE),
            world -> world.all(Kinds.PROFILE).orElse(List.of()).stream()
                    .flatMap(manifest -> Profiles.readable(manifest).stream())
                    .toList());

    private Situations() {}

    /**
     * The situation of a VM.
     *
     * @param vm the manifest of a VirtualMachine
     */
    public static Situation of(World world, JsonNode vm, Moment moment, Cluster.Deliveries deliveries) {
        Vm facts = Vms.of(world, vm, moment, deliveries.carrier());
        return new Situation(
                moment,
                facts,
                AppliedNote.read(Optional.ofNullable(facts.annotations().get(Keys.APPLIED))),
                namespaceLabels(world, facts.id().namespace()),
                world.view(PROFILES),
                Clusters.of(world, deliveries),
                Nodes.of(world));
    }

    /** What the cluster can do, as every VM's situation has it. */
    public static Cluster cluster(World world, Cluster.Deliveries deliveries) {
        return Clusters.of(world, deliveries);
    }

    /** A node by its name, also where only its probe's report was read; empty where neither was. */
    public static Optional<Node> node(World world, String name) {
        return Nodes.named(world, name);
    }

    /** All nodes. */
    public static Fleet fleet(World world) {
        return Nodes.of(world);
    }

    /** A profile's manifest, where it can be read. */
    public static Optional<Profile> profile(JsonNode manifest) {
        return Profiles.readable(manifest);
    }

    private static Optional<Map<String, String>> namespaceLabels(World world, String namespace) {
        return world.find(Kinds.NAMESPACE, "", namespace).there().map(n -> Tree.strings(n, "metadata", "labels"));
    }
}
