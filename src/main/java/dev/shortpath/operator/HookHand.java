package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.cluster.Caches;
import dev.shortpath.cluster.Indexes;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.Shipped;
import dev.shortpath.cluster.Watched;
import dev.shortpath.cluster.Wire;
import dev.shortpath.facts.Carrier;
import dev.shortpath.kubevirt.HookSidecar;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the hook sidecar's script in each namespace that needs it, and in no other: KubeVirt makes no pod for a VMI whose
 * sidecar has no ConfigMap.
 */
final class HookHand {
    private static final Logger LOG = LoggerFactory.getLogger("dev.shortpath.hooks");
    private static final String OPTION = " (give the operator deploy/options/hook-sidecars.yaml)";

    private final Caches caches;
    private final Wire wire;
    private final Supplier<Carrier> carrier;

    /** @param carrier what carries out now what annotations ask for */
    HookHand(Caches caches, Wire wire, Supplier<Carrier> carrier) {
        this.caches = caches;
        this.wire = wire;
        this.carrier = carrier;
    }

    /** Looks at every namespace once; whether to look again soon. */
    boolean visit() throws IOException {
        // What is missing rings when it comes. What is not read is not gone: a VMI that has the sidecar may migrate.
        if (!caches.settled()
                || !Stream.of(Watched.HOOK, Watched.VM, Watched.VMI, Watched.PATH)
                        .allMatch(kind -> caches.state(kind) == Caches.State.READ)) {
            return false;
        }
        Set<String> keeping = namespaces(Watched.PATH, Watched.VMI, Watched.VM);
        // A VMI that has the sidecar may migrate, whatever carries out what others ask for.
        Set<String> needing =
                carrier.get() == Carrier.SIDECAR ? namespaces(Watched.PATH, Watched.VMI) : namespaces(Watched.VMI);
        boolean again = false;
        for (String namespace : needing) {
            again |= !caches.terminating(namespace) && write(namespace);
        }
        for (Key map : caches.shelf(Watched.HOOK).keys()) {
            again |= !keeping.contains(map.namespace()) && remove(map);
        }
        return again;
    }

    private Set<String> namespaces(Watched... kinds) {
        Set<String> all = new TreeSet<>();
        Stream.of(kinds).forEach(kind -> all.addAll(caches.shelf(kind).values(Indexes.HOOKED)));
        return all;
    }

    private boolean write(String namespace) throws IOException {
        Key key = new Key(namespace, HookSidecar.CONFIG_MAP);
        Optional<JsonNode> there = caches.shelf(Watched.HOOK).find(key);
        boolean ready =
                there.filter(m -> HookSidecar.isReady(m, Shipped.hook())).isPresent();
        if (ready || there.flatMap(HookSidecar::foreign).isPresent()) {
            return false;
        }
        ObjectNode map = HookSidecar.configMap(namespace, Shipped.hook());
        // One that somebody makes meanwhile is theirs, and a conflict.
        return told("written", key, there.isPresent() ? wire.take(Watched.HOOK, map) : wire.apply(Watched.HOOK, map));
    }

    private boolean remove(Key key) throws IOException {
        Optional<JsonNode> there = caches.shelf(Watched.HOOK).find(key).filter(HookSidecar::isOurs);
        if (there.isEmpty() || caches.terminating(key.namespace())) {
            return false;
        }
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.putObject("preconditions")
                .put("uid", there.get().at("/metadata/uid").asText());
        return told("taken away: nothing there needs it any more", key, wire.delete(Watched.HOOK, key, options));
    }

    private static boolean told(String what, Key key, Wire.Answer answer) {
        if (answer.ok()) {
            LOG.info("ConfigMap {} is {}", key, what);
            return false;
        }
        boolean gone = List.of(404, 409).contains(answer.code());
        if (!gone) {
            LOG.warn("ConfigMap {} is not {}: {}{}", key, what, answer.message(), answer.code() == 403 ? OPTION : "");
        }
        return !gone;
    }
}
