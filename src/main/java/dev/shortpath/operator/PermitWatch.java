package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.shortpath.cluster.Answers;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.PermitWriter;
import dev.shortpath.cluster.Watched;
import dev.shortpath.cluster.WatchedProfile;
import dev.shortpath.cluster.Wire;
import dev.shortpath.kubevirt.DeviceUse;
import dev.shortpath.kubevirt.World;
import dev.shortpath.telemetry.Bulletin;
import java.util.List;
import java.util.Optional;

/** Looks at permittedHostDevices after each change of what it depends on. */
final class PermitWatch implements Caches.Listener, AutoCloseable {
    private final PermitHand hand;
    private final Vigil vigil;

    private PermitWatch(PermitHand hand) {
        this.hand = hand;
        this.vigil = new Vigil("permittedHostDevices", "shortpath-permits", hand::visit);
    }

    /** One that listens to the caches from now on, and looks once this process leads. */
    static PermitWatch of(World world, Caches caches, Wire wire, Bulletin bulletin, Bell<WatchedProfile> profileBell) {
        Answers kubevirts = new Answers(Watched.KUBEVIRT, caches.shelf(Watched.KUBEVIRT));
        caches.listen(kubevirts);
        PermitWatch watch = new PermitWatch(new PermitHand(
                new PermitHand.Sources(world, caches, kubevirts),
                new PermitWriter(wire, kubevirts),
                new PermitReporter(bulletin),
                profileBell));
        caches.listen(watch);
        return watch;
    }

    PermitHand hand() {
        return hand;
    }

    /** From now on this process writes. */
    void lead() {
        vigil.lead();
    }

    @Override
    public void changed(Watched kind, Optional<JsonNode> before, Optional<JsonNode> after) {
        boolean concerns = switch (kind) {
            case KUBEVIRT, STORAGE_NODE -> true;
            case PROFILE ->
                !spec(before).equals(spec(after)) || !annotations(before).equals(annotations(after));
            case VM, VMI, INSTANCETYPE, CLUSTER_INSTANCETYPE, REVISION ->
                !devices(before).equals(devices(after));
            default -> false;
        };
        if (concerns) {
            vigil.ring();
        }
    }

    @Override
    public void state(Watched kind, Caches.State state) {
        vigil.ring();
    }

    private static JsonNode spec(Optional<JsonNode> object) {
        return object.map(o -> o.path("spec")).orElse(MissingNode.getInstance());
    }

    private static JsonNode annotations(Optional<JsonNode> object) {
        return object.map(o -> o.at("/metadata/annotations")).orElse(MissingNode.getInstance());
    }

    private static List<String> devices(Optional<JsonNode> object) {
        return object.map(DeviceUse::of).orElse(List.of());
    }

    @Override
    public void close() {
        vigil.close();
    }
}
