package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.kubevirt.Kept;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator knows of the cluster: a shelf for each kind that is watched. A kind whose CRD is not there is asked
 * for again and again; until then it is {@link State#ABSENT}.
 */
public final class Caches implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Caches.class);

    /** Kinds that the loop's own informers watch. */
    private static final Set<Watched> LOOPED = EnumSet.of(Watched.VM, Watched.PROFILE, Watched.STORAGE_NODE);

    /** How far a kind was read. */
    public enum State {
        /** No answer yet. */
        WAITING,
        /** All of its objects are known. */
        READ,
        /** The API server does not serve it. */
        ABSENT,
        /** The API server answers with something else: mostly that we may not. */
        FAILED
    }

    /** Hears of changes to what is kept, and of kinds that come and go. */
    public interface Listener extends Shelf.Listener {
        void state(Watched kind, State state);
    }

    private final KubernetesClient client;
    private final Set<Watched> kinds;
    private final Map<Watched, Shelf<?>> shelves = new EnumMap<>(Watched.class);
    private final Map<Watched, State> states = new ConcurrentHashMap<>();
    private final Map<Watched, BooleanSupplier> elsewhere = new ConcurrentHashMap<>();
    private final Map<Watched, SharedIndexInformer<GenericKubernetesResource>> informers = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Heartbeats heartbeats = new Heartbeats();
    private final Shelf<WatchedVm> vms;
    private final Shelf<WatchedProfile> profiles;
    private final Shelf<WatchedStorageNode> storageNodes;

    /** Of all kinds but the hook sidecar's script. */
    public Caches(KubernetesClient client) {
        this(client, EnumSet.complementOf(EnumSet.of(Watched.HOOK)));
    }

    /** @param kinds those that are watched */
    public Caches(KubernetesClient client, Set<Watched> kinds) {
        this.client = client;
        this.kinds = Set.copyOf(kinds);
        this.vms = shelf(Watched.VM, WatchedVm::new);
        this.profiles = shelf(Watched.PROFILE, WatchedProfile::new);
        this.storageNodes = shelf(Watched.STORAGE_NODE, WatchedStorageNode::new);
        for (Watched kind : Watched.values()) {
            if (!shelves.containsKey(kind)) {
                this.<GenericKubernetesResource>shelf(kind, GenericKubernetesResource::new);
            }
        }
    }

    private <R extends HasMetadata> Shelf<R> shelf(Watched kind, Supplier<R> light) {
        var serialization = client.getKubernetesSerialization();
        Shelf<R> shelf = new Shelf<>(
                kind,
                new Shelf.Plan<>(
                        o -> serialization.convertValue(o, ObjectNode.class),
                        tree -> keep(kind, tree),
                        light,
                        Indexes.of(kind)),
                this::changed);
        shelves.put(kind, shelf);
        return shelf;
    }

    private void keep(Watched kind, ObjectNode tree) {
        if (kind == Watched.STORAGE_NODE) {
            heartbeats.hear(tree);
        }
        Kept.of(kind.kind(), tree);
    }

    /** Those that are watched. */
    public Set<Watched> kinds() {
        return kinds;
    }

    /** When each node's probe last looked. */
    public Heartbeats heartbeats() {
        return heartbeats;
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** The VMs' shelf, which the loop's own informer fills. */
    public Shelf<WatchedVm> vms() {
        return vms;
    }

    /** The profiles' shelf, which the loop's own informer fills. */
    public Shelf<WatchedProfile> profiles() {
        return profiles;
    }

    /** The StorageNodes' shelf, which the loop's own informer fills. */
    public Shelf<WatchedStorageNode> storageNodes() {
        return storageNodes;
    }

    public Shelf<?> shelf(Watched kind) {
        return shelves.get(kind);
    }

    /** Says how to see whether a kind was read that another's informer fills. */
    public void filledElsewhere(Watched kind, BooleanSupplier read) {
        elsewhere.put(kind, read);
    }

    /** Starts to watch; comes back at once. */
    public void start() {
        for (Watched kind : kinds) {
            if (!LOOPED.contains(kind)) {
                watch(kind);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private void watch(Watched kind) {
        var resources = client.genericKubernetesResources(kind.context()).inAnyNamespace();
        var informer = kind.labelSelector()
                .map(s -> resources.withLabelSelector(s).withLimit(kind.page()).runnableInformer(0))
                .or(() -> kind.onlyName()
                        .map(n -> resources.withField("metadata.name", n).runnableInformer(0)))
                .orElseGet(() -> resources.withLimit(kind.page()).runnableInformer(0));
        informer.itemStore((Shelf<GenericKubernetesResource>) shelves.get(kind));
        informer.exceptionHandler((started, error) -> {
            failed(kind, error);
            return true;
        });
        informers.put(kind, informer);
        informer.start().thenRun(() -> become(kind, State.READ, ""));
    }

    private void failed(Watched kind, Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof KubernetesClientException k && k.getCode() == 404) {
                become(kind, State.ABSENT, "");
                return;
            }
        }
        // What was read stays good while the API server is away.
        if (states.get(kind) != State.READ) {
            become(kind, State.FAILED, String.valueOf(error.getMessage()));
        }
    }

    private void become(Watched kind, State state, String why) {
        State before = states.put(kind, state);
        if (before != state) {
            LOG.info("{} is {}{}", kind.kind(), state, state == State.FAILED ? ": " + why : "");
            listeners.forEach(l -> l.state(kind, state));
        }
    }

    public State state(Watched kind) {
        BooleanSupplier other = elsewhere.get(kind);
        State known = states.getOrDefault(kind, State.WAITING);
        if (other != null && known == State.WAITING && other.getAsBoolean()) {
            // What was read stays good, and each visit asks.
            states.put(kind, State.READ);
            return State.READ;
        }
        var informer = informers.get(kind);
        if (informer != null && (known == State.ABSENT || known == State.FAILED) && informer.isWatching()) {
            become(kind, State.READ, "");
            return State.READ;
        }
        return known;
    }

    /** Whether every kind has had its first answer, so that what is not there is known not to be. */
    public boolean settled() {
        return kinds.stream().allMatch(this::settled);
    }

    private boolean settled(Watched kind) {
        return switch (state(kind)) {
            case READ -> true;
            case WAITING -> kind == Watched.VM;
            case ABSENT, FAILED -> kind.optional();
        };
    }

    /** Whether a namespace is on its way out, where nothing can be made any more. */
    public boolean terminating(String namespace) {
        return shelf(Watched.NAMESPACE)
                .find(new Key("", namespace))
                .map(n -> n.at("/metadata/deletionTimestamp").isTextual())
                .orElse(false);
    }

    private void changed(Watched kind, Optional<JsonNode> before, Optional<JsonNode> after) {
        if (kind == Watched.STORAGE_NODE && after.isEmpty()) {
            heartbeats.gone(Key.of(before.orElseThrow()).name());
        }
        listeners.forEach(l -> l.changed(kind, before, after));
    }

    @Override
    public void close() {
        informers.values().forEach(SharedIndexInformer::stop);
    }
}
