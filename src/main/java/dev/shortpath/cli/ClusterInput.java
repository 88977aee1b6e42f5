package dev.shortpath.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.cluster.Delivering;
import dev.shortpath.kubevirt.StorageNodes;
import dev.shortpath.kubevirt.Views;
import dev.shortpath.kubevirt.World;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The current cluster's objects, each kind listed once; nothing is written. */
final class ClusterInput implements World {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** What the client assumes when nobody told it anything. */
    private static final String NO_CLUSTER = "https://kubernetes.default.svc";

    private static final View<Map<String, Instant>> HEARD = new View<>(
            List.of(KnownKind.STORAGE_NODE.key()),
            world -> StorageNodes.heard(world.all(KnownKind.STORAGE_NODE.key()).orElse(List.of())));

    private final Map<String, SortedMap<String, JsonNode>> read = new HashMap<>();
    private final Map<String, List<JsonNode>> lists = new HashMap<>();
    private final Views views = new Views();

    private final URL address;
    private final Terminal terminal;

    private ClusterInput(URL address, Terminal terminal) {
        this.address = address;
        this.terminal = terminal;
    }

    /** Everything that an answer about VMs may depend on. */
    static ClusterInput read(ClusterOptions options, Terminal terminal) throws BadInput {
        return read(options, terminal, EnumSet.allOf(KnownKind.class));
    }

    /** Everything; what this user may not list of all namespaces, of this one. */
    static ClusterInput read(ClusterOptions options, Terminal terminal, Optional<String> namespace) throws BadInput {
        return read(options, terminal, EnumSet.allOf(KnownKind.class), namespace);
    }

    /** These kinds alone. */
    static ClusterInput read(ClusterOptions options, Terminal terminal, Set<KnownKind> kinds) throws BadInput {
        return read(options, terminal, kinds, Optional.empty());
    }

    private static ClusterInput read(
            ClusterOptions options, Terminal terminal, Set<KnownKind> kinds, Optional<String> namespace)
            throws BadInput {
        Config config = config(options.kubeconfig(), options.context());
        try (KubernetesClient client = client(config)) {
            ClusterInput world = new ClusterInput(client.getMasterUrl(), terminal);
            for (KnownKind kind : kinds) {
                world.list(client, kind, namespace.flatMap(n -> within(kind, n)));
            }
            return world;
        } catch (KubernetesClientException e) {
            throw new BadInput("the cluster at " + config.getMasterUrl() + " does not answer: " + cause(e)
                    + "; name another with --kubeconfig or --context, or ask about files with -f");
        }
    }

    /** Of the same cluster; for who does more than read. */
    static KubernetesClient client(ClusterOptions options) throws BadInput {
        return client(config(options.kubeconfig(), options.context()));
    }

    private static KubernetesClient client(Config config) {
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Where its API server is. */
    URL address() {
        return address;
    }

    /** The VMs of the cluster, each with its plan. */
    List<Planned> plans() throws BadInput {
        List<JsonNode> vms = all(KnownKind.VIRTUAL_MACHINE.key()).orElse(null);
        if (vms == null) {
            throw new BadInput("the cluster at " + address
                    + " does not serve VirtualMachines to this user: KubeVirt is not installed, or not to be read");
        }
        Notes.profiles(
                terminal.err(), manifests(all(KnownKind.STORAGE_PROFILE.key()).orElse(List.of())), this);
        return Planning.of(this, manifests(vms), Delivering.of(this), Planning.Memory.OF_CLUSTER);
    }

    private static List<Manifest> manifests(List<JsonNode> objects) {
        return objects.stream()
                .map(o -> new Manifest(o, o, Source.whole("cluster"), pointer -> 0))
                .toList();
    }

    private static Config config(String kubeconfig, String context) throws BadInput {
        Config found;
        try {
            found = kubeconfig == null
                    ? Config.autoConfigure(context)
                    : Config.fromKubeconfig(context, Path.of(kubeconfig).toFile());
        } catch (RuntimeException e) {
            throw new BadInput(
                    "the kubeconfig " + (kubeconfig == null ? "" : kubeconfig + " ") + "cannot be read: " + cause(e));
        }
        requireContext(found, context);
        if (found.getMasterUrl().startsWith(NO_CLUSTER) && found.getAutoOAuthToken() == null) {
            throw new BadInput("no cluster is known: no kubeconfig in KUBECONFIG or ~/.kube/config; name one with"
                    + " --kubeconfig, or ask about files with -f");
        }
        return new ConfigBuilder(found)
                .withRequestRetryBackoffLimit(1)
                .withConnectionTimeout(5_000)
                .build();
    }

    /** The client would take the current context for one that is not there: another cluster than was meant. */
    private static void requireContext(Config found, String context) throws BadInput {
        if (context == null) {
            return;
        }
        List<NamedContext> contexts = Optional.ofNullable(found.getContexts()).orElse(List.of());
        List<String> known = contexts.stream().map(NamedContext::getName).toList();
        if (!known.contains(context)) {
            throw new BadInput("--context " + context + ": the kubeconfig has no context of that name; "
                    + (known.isEmpty() ? "there is none at all" : "there is " + String.join(", ", known)));
        }
    }

    /** What a user of one namespace may read of a kind: its objects there, or that namespace itself. */
    private static Optional<String> within(KnownKind kind, String namespace) {
        if (kind == KnownKind.NAMESPACE) {
            return Optional.of(kind.path() + "/" + namespace);
        }
        return kind.namespaced() ? Optional.of(kind.path(namespace)) : Optional.empty();
    }

    private void list(KubernetesClient client, KnownKind kind, Optional<String> within) {
        boolean listed = allowed(client, kind, kind.path())
                || within.filter(path -> allowed(client, kind, path)).isPresent();
        if (!listed) {
            terminal.err()
                    .println("warning: this user may not list " + kind.kind() + " of " + kind.apiVersion()
                            + "; what depends on them is Unknown");
        }
    }

    private boolean allowed(KubernetesClient client, KnownKind kind, String path) {
        try {
            list(client, kind, path);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == 403) {
                return false;
            }
            throw e;
        }
    }

    private void list(KubernetesClient client, KnownKind kind, String path) {
        SortedMap<String, JsonNode> objects = new TreeMap<>();
        String next = "";
        try {
            do {
                String page = client.raw(path + "?limit=500" + next);
                if (page == null) {
                    return;
                }
                JsonNode list = JSON.readTree(page);
                for (JsonNode item : list.has("items") ? list.path("items") : List.of(list)) {
                    ((ObjectNode) item).put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
                    objects.put(key(item), item);
                }
                String token = list.path("metadata").path("continue").asText();
                next = token.isEmpty() ? "" : "&continue=" + token;
            } while (!next.isEmpty());
        } catch (JsonProcessingException e) {
            throw new KubernetesClientException("an answer that is not JSON", e);
        }
        read.put(kind.key(), objects);
        lists.put(kind.key(), List.copyOf(objects.values()));
    }

    private static String key(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
    }

    @Override
    public Found find(String kind, String namespace, String name) {
        if (!read.containsKey(kind)) {
            return new Found.NotRead();
        }
        JsonNode object = read.get(kind).get(namespace + "/" + name);
        return object == null ? new Found.NotThere() : new Found.There(object);
    }

    @Override
    public Optional<List<JsonNode>> all(String kind) {
        return Optional.ofNullable(lists.get(kind));
    }

    @Override
    public <T> T view(View<T> view) {
        return views.of(view, this);
    }

    @Override
    public Set<String> silent() {
        return StorageNodes.silent(view(HEARD), Instant.now());
    }

    private static String cause(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
        return message.lines().findFirst().orElse("").strip();
    }
}
