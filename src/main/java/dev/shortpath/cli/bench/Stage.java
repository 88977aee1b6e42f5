package dev.shortpath.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Keys;
import dev.shortpath.kubevirt.Trial;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The throw-away objects: made in their order, and taken away again whatever happens. */
final class Stage implements AutoCloseable {
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final boolean keep;
    private final Deque<HasMetadata> made = new ArrayDeque<>();
    private boolean closed;

    /** @param keep whether they stay, for a person to look at */
    Stage(KubernetesClient client, boolean keep) {
        this.client = client;
        this.keep = keep;
    }

    void make(List<JsonNode> objects, Trial trial) throws NotMeasured {
        for (JsonNode object : objects) {
            make(object, trial);
        }
    }

    private synchronized void make(JsonNode object, Trial trial) throws NotMeasured {
        String what = object.path("kind").asText() + " " + trial.namespace() + "/"
                + object.at("/metadata/name").asText();
        if (closed) {
            throw new NotMeasured("interrupted");
        }
        try {
            made.push(client.resource(
                            client.getKubernetesSerialization().convertValue(object, GenericKubernetesResource.class))
                    .create());
        } catch (KubernetesClientException e) {
            String hint = e.getCode() == CONFLICT
                    ? "; another measurement of this VM runs, or its objects were kept: kubectl delete vm,secret -n "
                            + trial.namespace() + " -l " + Keys.BENCH + "=" + trial.of()
                    : "";
            String said = e.getStatus() == null || e.getStatus().getMessage() == null
                    ? e.getMessage()
                    : e.getStatus().getMessage();
            throw new NotMeasured(what + " cannot be made: " + said.replaceAll("\\s+", " ") + hint, e);
        }
    }

    /** Takes away what was made, the last first; what is gone already is no matter. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!keep && !made.isEmpty()) {
            client.resource(made.pop())
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete();
        }
    }
}
