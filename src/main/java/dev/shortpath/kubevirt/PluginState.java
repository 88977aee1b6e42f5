package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether KubeVirt's Plugin carries out what we write into annotations, by what stands in the cluster and by no version: the gate in
 * the KubeVirt CR, our Plugin as it is shipped, and for io_uring the seccomp profile that launchers get.
 *
 * @param served whether the kind is known to be served: where it is not, that is said first, since no gate would help
 * @param gate the gate's missing links
 * @param plugin what is wrong with our Plugin
 * @param seccomp what blocks io_uring's system calls in launchers
 * @param remarks what nobody can see from here
 */
public record PluginState(
        boolean served, Optional<Link> gate, Optional<Link> plugin, Optional<Link> seccomp, List<String> remarks) {
    /** The name of our Plugin. */
    public static final String NAME = "shortpath";

    private static final FeatureGate GATE = new FeatureGate("Plugins");
    private static final String MANIFEST = "deploy/plugin/plugin.yaml";

    public PluginState {
        remarks = List.copyOf(remarks);
    }

    /**
     * What the cluster's objects say.
     *
     * @param shipped the spec of the Plugin that belongs to this version
     */
    public static PluginState of(World world, JsonNode shipped) {
        Optional<JsonNode> kubevirt = Clusters.kubevirt(world);
        World.Found found = world.find(Kinds.PLUGIN, "", NAME);
        boolean served = !(found instanceof World.Found.NotRead);
        Optional<Link> plugin = ours(found, shipped);
        Optional<Link> gate = GATE.missing(kubevirt);
        if (kubevirt.isEmpty()) {
            // Without it nobody knows whether KubeVirt is gone, or everything else is only not read as well.
            return new PluginState(served, gate, plugin.map(p -> Link.notKnown(p.what())), Optional.empty(), List.of());
        }
        LauncherSeccomp seccomp = LauncherSeccomp.of(kubevirt.get());
        return new PluginState(served, gate, plugin, seccomp.blocked(), seccomp.remarks());
    }

    /** Whether our Plugin is gone, or edited by somebody: one that is replaced is neither for long. */
    public boolean lapsed() {
        return plugin.filter(Link::against).isPresent();
    }

    /** The same, while what is wrong with our Plugin does not count as a fact yet. */
    public PluginState forgiving() {
        return new PluginState(served, gate, plugin.map(p -> Link.notKnown(p.what())), seccomp, remarks);
    }

    /** What keeps the Plugin from carrying anything out. */
    List<Link> missing() {
        return Stream.of(gate, plugin).flatMap(Optional::stream).toList();
    }

    private static Optional<Link> ours(World.Found found, JsonNode shipped) {
        return switch (found) {
            case World.Found.NotRead _ ->
                Optional.of(Link.notKnown(
                        "the kind Plugin of plugin.kubevirt.io/v1alpha1 is not served, or may not be read;"
                                + " KubeVirt has it from 1.9 on"));
            case World.Found.NotThere _ -> Optional.of(Link.seen("there is no Plugin " + NAME + "; apply " + MANIFEST));
            case World.Found.There there ->
                difference(Tree.at(there.object(), "spec"), shipped, "spec")
                        .map(at -> Link.seen("the Plugin " + NAME + " is not as this version ships it (" + at
                                + "); apply " + MANIFEST + " with --server-side --force-conflicts"));
        };
    }

    /** The first place where two trees differ; the API server gives back what it was given, and adds nothing here. */
    static Optional<String> difference(JsonNode there, JsonNode shipped, String at) {
        if (there.equals(shipped)) {
            return Optional.empty();
        }
        if (there.isObject() && shipped.isObject()) {
            Set<String> names = new TreeSet<>();
            there.fieldNames().forEachRemaining(names::add);
            shipped.fieldNames().forEachRemaining(names::add);
            return names.stream()
                    .flatMap(n -> difference(there.path(n), shipped.path(n), at + "." + n).stream())
                    .findFirst();
        }
        if (there.isArray() && shipped.isArray() && there.size() == shipped.size()) {
            return IntStream.range(0, there.size())
                    .boxed()
                    .flatMap(i -> difference(there.get(i), shipped.get(i), at + "[" + i + "]").stream())
                    .findFirst();
        }
        return Optional.of(at);
    }
}
