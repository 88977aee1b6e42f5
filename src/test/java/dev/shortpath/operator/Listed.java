package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.cluster.Watched;
import dev.shortpath.kubevirt.FileWorld;
import dev.shortpath.kubevirt.World;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The cluster as a list of everything shows it, whole objects and no caches: what the operator's own world must come to. */
final class Listed implements World {
    private final Set<String> served = new HashSet<>();
    private final FileWorld world;

    Listed(KubernetesClient client) {
        List<JsonNode> objects = new ArrayList<>();
        for (Watched kind : Watched.values()) {
            try {
                client.genericKubernetesResources(kind.apiVersion(), kind.shortKind())
                        .inAnyNamespace()
                        .list()
                        .getItems()
                        .forEach(o -> objects.add(((ObjectNode) Bench.tree(o))
                                .put("apiVersion", kind.apiVersion())
                                .put("kind", kind.shortKind())));
                served.add(kind.kind());
            } catch (KubernetesClientException e) {
                // A kind of somebody else's that is not installed is not even found among the kinds.
                if (e.getCode() != 404 && !kind.optional()) {
                    throw e;
                }
            }
        }
        world = FileWorld.of(objects);
    }

    @Override
    public Found find(String kind, String namespace, String name) {
        if (!served.contains(kind)) {
            return new Found.NotRead();
        }
        Found found = world.find(kind, namespace, name);
        return found instanceof Found.NotRead ? new Found.NotThere() : found;
    }

    @Override
    public Set<String> silent() {
        return world.silent();
    }

    @Override
    public Optional<List<JsonNode>> all(String kind) {
        return served.contains(kind) ? world.all(kind).or(() -> Optional.of(List.of())) : Optional.empty();
    }
}
