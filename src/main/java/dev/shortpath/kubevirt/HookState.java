package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.facts.Capability;
import dev.shortpath.facts.Carrier;
import dev.shortpath.facts.Cluster.Deliveries;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What carries our annotations out when a VM starts: KubeVirt's Plugin, or else its hook sidecars where they may be used.
 *
 * @param plugin how the Plugin stands
 * @param sidecars whether hook sidecars may be used
 * @param sidecar what keeps them from carrying anything out
 */
public record HookState(PluginState plugin, boolean sidecars, List<Link> sidecar) {
    public HookState {
        sidecar = List.copyOf(sidecar);
    }

    /**
     * What the cluster's objects say.
     *
     * @param shipped the spec of the Plugin that belongs to this version
     */
    public static HookState of(World world, JsonNode shipped) {
        Optional<Link> allowed = AdmissionState.hookSidecars(world);
        Optional<JsonNode> kubevirt = Clusters.kubevirt(world);
        Stream<Optional<Link>> links = Stream.of(
                allowed,
                allowed.isEmpty() ? AdmissionState.vmisUnasked(world) : Optional.empty(),
                HookSidecar.GATE.missing(kubevirt),
                kubevirt.flatMap(HookSidecar::withoutImage));
        return new HookState(
                PluginState.of(world, shipped),
                allowed.isEmpty(),
                links.flatMap(Optional::stream).toList());
    }

    /** Whether our Plugin is gone, or edited by somebody: one that is replaced is neither for long. */
    public boolean lapsed() {
        return plugin.lapsed();
    }

    /** The same, while what is wrong with our Plugin does not count as a fact yet. */
    public HookState forgiving() {
        return new HookState(plugin.forgiving(), sidecars, sidecar);
    }

    /** The same for VMs of a namespace in which something keeps the sidecar from its script. */
    public HookState with(Link more) {
        return new HookState(
                plugin,
                sidecars,
                Stream.concat(sidecar.stream(), Stream.of(more)).toList());
    }

    /** What can be delivered, with what is known of the rest. */
    public Deliveries in(Deliveries deliveries) {
        boolean plugged = plugin.missing().isEmpty();
        Carrier carrier = plugged || !sidecar.isEmpty() ? Carrier.PLUGIN : Carrier.SIDECAR;
        Capability hook = plugged || sidecar.isEmpty() ? Capability.READY : neither();
        return deliveries.hooked(carrier, uring(hook), hook);
    }

    private Capability neither() {
        return new Capability(
                false,
                plugin.missing().stream().anyMatch(Link::against)
                        && sidecar.stream().anyMatch(Link::against),
                worthSaying().map(Link::what).toList(),
                List.of());
    }

    /**
     * Where the kind Plugin is served, sidecars are for who allowed them: nobody is to be talked into a container more. The way
     * with fewer links missing comes first.
     */
    private Stream<Link> worthSaying() {
        List<Link> known = plugin.missing();
        if (!plugin.served()) {
            return Stream.of(plugin.plugin().stream(), sidecar.stream(), plugin.gate().stream())
                    .flatMap(s -> s);
        }
        return !sidecars
                ? known.stream()
                : Stream.of(known, sidecar)
                        .sorted(Comparator.comparingInt(List::size))
                        .flatMap(List::stream);
    }

    /** io_uring takes system calls that a seccomp profile may block, whatever asks QEMU for it. */
    private Capability uring(Capability hook) {
        return new Capability(
                hook.ready() && plugin.seccomp().isEmpty(),
                hook.against() || plugin.seccomp().filter(Link::against).isPresent(),
                Stream.concat(hook.missing().stream(), plugin.seccomp().stream().map(Link::what))
                        .toList(),
                plugin.remarks());
    }
}
