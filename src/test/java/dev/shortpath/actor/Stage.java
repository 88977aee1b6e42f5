package dev.shortpath.actor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The API server as the actor sees it: JSON trees in and out; kinds that are watched are read from the watch's cache. */
final class Stage implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final Map<Kind, SharedIndexInformer<GenericKubernetesResource>> watched = new EnumMap<>(Kind.class);
    private final Set<Kind> served = EnumSet.noneOf(Kind.class);
    private final Set<Kind> statusApart = EnumSet.noneOf(Kind.class);

    Stage(KubernetesClient client) {
        this.client = client;
        for (Kind kind : Kind.values()) {
            if (kind.custom()) {
                learn(kind);
            } else {
                served.add(kind);
                statusApart.add(kind);
            }
        }
    }

    /** KubeVirt's VMI has no status subresource, its VM has one: the CRD says. */
    private void learn(Kind kind) {
        String crd = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + kind.plural + "." + kind.group;
        get(crd).ifPresent(node -> {
            served.add(kind);
            for (JsonNode version : node.at("/spec/versions")) {
                if (version.path("name").asText().equals(kind.version)
                        && version.at("/subresources").has("status")) {
                    statusApart.add(kind);
                }
            }
        });
    }

    /** Watches a kind, if it is served, and waits until the cache is filled. */
    void watch(Kind kind, Consumer<ObjectNode> changed) {
        if (!served.contains(kind)) {
            return;
        }
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup(kind.group)
                .withVersion(kind.version)
                .withPlural(kind.plural)
                .withKind(kind.word)
                .withNamespaced(kind.namespaced())
                .build();
        Changed handler = new Changed(object -> changed.accept(tree(object)));
        watched.put(
                kind,
                kind.namespaced()
                        ? client.genericKubernetesResources(context)
                                .inAnyNamespace()
                                .inform(handler, 0)
                        : client.genericKubernetesResources(context).inform(handler, 0));
    }

    Optional<ObjectNode> find(Kind kind, String namespace, String name) {
        if (name.isEmpty() || !served.contains(kind)) {
            return Optional.empty();
        }
        if (!watched.containsKey(kind)) {
            return get(kind.path(namespace, name));
        }
        String key = kind.namespaced() ? namespace + "/" + name : name;
        return Optional.ofNullable(watched.get(kind).getStore().getByKey(key)).map(Stage::tree);
    }

    /** An object as the server has it now, which the watch may not have told yet. */
    Optional<ObjectNode> live(Kind kind, ObjectNode object) {
        return get(path(kind, object));
    }

    Stream<ObjectNode> all(Kind kind) {
        return watched.containsKey(kind)
                ? watched.get(kind).getStore().list().stream().map(Stage::tree)
                : Stream.empty();
    }

    /** The objects of a watched kind that are the owner's. */
    List<ObjectNode> owned(Kind kind, ObjectNode owner) {
        String uid = owner.at("/metadata/uid").asText();
        String namespace = owner.at("/metadata/namespace").asText();
        return watched.get(kind).getIndexer().byIndex(Cache.NAMESPACE_INDEX, namespace).stream()
                .filter(object -> object.getOwnerReferenceFor(uid).isPresent())
                .map(Stage::tree)
                .toList();
    }

    /** Creates an object. @return whether it was not there before. */
    boolean create(Kind kind, ObjectNode object) {
        object.put("apiVersion", kind.apiVersion()).put("kind", kind.word);
        try {
            send("POST", kind.path(object.at("/metadata/namespace").asText(), ""), object);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == 409) {
                return false;
            }
            throw e;
        }
    }

    /** Writes metadata and spec; the status too where the kind has no subresource for it. */
    void replace(Kind kind, ObjectNode object) {
        send("PUT", path(kind, object), object);
    }

    /** Writes the status, if it is another one. */
    void status(Kind kind, ObjectNode object, ObjectNode status) {
        if (!parse(status.toString()).equals(object.path("status"))) {
            ObjectNode copy = object.deepCopy();
            copy.set("status", status);
            send("PUT", path(kind, object) + (statusApart.contains(kind) ? "/status" : ""), copy);
        }
    }

    /** Deletes that very object, never a successor of the same name. @return whether it was not deleted already */
    boolean delete(Kind kind, ObjectNode object) {
        if (object.at("/metadata").has("deletionTimestamp")) {
            return false;
        }
        ObjectNode options =
                JSON.createObjectNode().put("kind", "DeleteOptions").put("apiVersion", "v1");
        options.put("propagationPolicy", "Background");
        options.putObject("preconditions").put("uid", object.at("/metadata/uid").asText());
        try {
            send("DELETE", path(kind, object), options);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404) {
                return false;
            }
            throw e;
        }
    }

    private Optional<ObjectNode> get(String path) {
        try {
            String answer = client.raw(path, "GET", null);
            return Optional.ofNullable(answer).map(Stage::parse);
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void send(String method, String path, ObjectNode body) {
        client.raw(path, method, body.toString());
    }

    private static String path(Kind kind, ObjectNode object) {
        return kind.path(
                object.at("/metadata/namespace").asText(),
                object.at("/metadata/name").asText());
    }

    private static ObjectNode parse(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By way of text, so that a number is of the same type wherever it comes from and trees compare. */
    private static ObjectNode tree(GenericKubernetesResource object) {
        return parse(JSON.valueToTree(object).toString());
    }

    @Override
    public void close() {
        List.copyOf(watched.values()).forEach(SharedIndexInformer::close);
    }
}
