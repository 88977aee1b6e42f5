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
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** The throw-away objects: made in their order, and taken away again whatever happens. */
final class Stage implements AutoCloseable {
    private static final int TRIES = 3;
    private static final int CLIENTS_FAULT = 400;
    private static final int CONFLICT = 409;
    private static final int SERVERS_FAULT = 500;

    private final KubernetesClient client;
    private final boolean keep;
    private final Consumer<String> progress;
    private final Deque<Made> made = new ArrayDeque<>();
    private final String run = UUID.randomUUID().toString();
    private boolean closed;

    /** @param certain false where the API server gave no answer: it may stand there all the same */
    private record Made(HasMetadata object, boolean certain) {}

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

    /** KubeVirt takes a disk that is there already for the VM's own: the guest would write over it, and it would go with the VM. */
    private void refuseDataOfOthers(String namespace, String name) throws NotMeasured {
        boolean there;
        try {
            there = client.persistentVolumeClaims()
                            .inNamespace(namespace)
                            .withName(name)
                            .get()
                    != null;
        } catch (KubernetesClientException e) {
            throw new NotMeasured(
                    "whether there is a PersistentVolumeClaim " + namespace + "/" + name + " cannot be seen: "
                            + said(e),
                    e);
        }
        if (there) {
            throw new NotMeasured("there is a PersistentVolumeClaim " + namespace + "/" + name
                    + ", over which the measurement would write; if it is left from one before, delete it: kubectl delete"
                    + " datavolume,pvc -n " + namespace + " " + name);
        }
    }

    private static String said(KubernetesClientException e) {
        String said = e.getStatus() == null || e.getStatus().getMessage() == null
                ? e.getMessage()
                : e.getStatus().getMessage();
        return said.replaceAll("\\s+", " ");
    }

    private synchronized void make(JsonNode object, Trial trial) throws NotMeasured {
        String what = object.path("kind").asText() + " " + trial.namespace() + "/"
                + object.at("/metadata/name").asText();
        if (closed) {
            throw new NotMeasured("interrupted");
        }
        for (JsonNode disk : object.at("/spec/dataVolumeTemplates")) {
            refuseDataOfOthers(trial.namespace(), disk.at("/metadata/name").asText());
        }
        var asked = client.getKubernetesSerialization().convertValue(object, GenericKubernetesResource.class);
        asked.getMetadata().setAnnotations(with(asked.getMetadata().getAnnotations()));
        try {
            made.push(new Made(client.resource(asked).create(), true));
        } catch (KubernetesClientException e) {
            // An answer that was lost may have been that it is made, and the client's second try then meets it.
            if (e.getCode() < CLIENTS_FAULT || e.getCode() >= SERVERS_FAULT || e.getCode() == CONFLICT) {
                made.push(new Made(asked, false));
            }
            String hint = e.getCode() == CONFLICT
                    ? "; another measurement of this VM runs, or its objects were kept: kubectl delete vm,secret -n "
                            + trial.namespace() + " -l " + Keys.BENCH + "=" + trial.of()
                    : "";
            throw new NotMeasured(what + " cannot be made: " + said(e) + hint, e);
        }
    }

    /** Takes away what was made, the last first; what is gone already is no matter. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!keep && !made.isEmpty()) {
            Made next = made.pop();
            try {
                delete(next, TRIES);
            } catch (RuntimeException e) {
                // Whatever kept it: the others are to go all the same.
                progress.accept(left(next.object(), e));
            }
        }
    }

    /** A server closes connections that were idle for long, and an answer may be lost with one: then once more, if it is still ours. */
    private void delete(Made next, int tries) {
        try {
            if (next.certain() || isOurs(client.resource(next.object()).get())) {
                client.resource(next.object())
                        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                        .delete();
            }
        } catch (KubernetesClientException e) {
            if (e.getCode() >= CLIENTS_FAULT || tries <= 1) {
                throw e;
            }
            delete(new Made(next.object(), false), tries - 1);
        }
    }

    private Map<String, String> with(Map<String, String> annotations) {
        Map<String, String> all = annotations == null ? new TreeMap<>() : new TreeMap<>(annotations);
        all.put(Keys.BENCH_RUN, run);
        return all;
    }

    /** Of this very measurement, not of another that has the same names. */
    private boolean isOurs(HasMetadata there) {
        return there != null
                && there.getMetadata().getAnnotations() != null
                && run.equals(there.getMetadata().getAnnotations().get(Keys.BENCH_RUN));
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
