package dev.shortpath.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Keys;
import dev.shortpath.kubevirt.Trial;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The throw-away objects: made in their order, and taken away again whatever happens. */
final class Stage implements AutoCloseable {
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final boolean keep;
    private final Consumer<String> progress;
    private final Deque<HasMetadata> made = new ArrayDeque<>();
    private boolean closed;

    /**
     * An empty one.
     *
     * @param keep whether they stay, for a person to look at
     * @param progress hears what could not be taken away
     */
    Stage(KubernetesClient client, boolean keep, Consumer<String> progress) {
        this.client = client;
        this.keep = keep;
        this.progress = progress;
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
            HasMetadata next = made.pop();
            try {
                client.resource(next)
                        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                        .delete();
            } catch (RuntimeException e) {
                // Whatever kept it: the others are to go all the same.
                progress.accept(left(next, e));
            }
        }
    }

    private static String left(HasMetadata object, RuntimeException why) {
        String kind = object.getKind().toLowerCase(Locale.ROOT);
        ObjectMeta metadata = object.getMetadata();
        return "could not be deleted, so delete it yourself: kubectl delete " + kind + " -n " + metadata.getNamespace()
                + " " + metadata.getName() + " ("
                + String.valueOf(why.getMessage()).replaceAll("\\s+", " ")
                + (why.getCause() == null ? "" : ": " + why.getCause()) + ")";
    }
}
