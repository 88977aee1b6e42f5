package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is kept of one kind's objects: a partial record of each, found by name or by an index. An informer fills it; who
 * listens hears only of changes to what is kept.
 *
 * @param <R> the informer's type
 */
public final class Shelf<R extends HasMetadata> implements ItemStore<R> {
    /** Hears that what is kept of an object changed; on the informer's thread, so it must be quick. */
    public interface Listener {
        void changed(Watched kind, Optional<JsonNode> before, Optional<JsonNode> after);
    }

    /**
     * What to keep and how to find it.
     *
     * @param tree makes the object's tree of the informer's object
     * @param keep cuts a tree down, in place
     * @param light an empty object of the informer's type, to which name and version are given
     * @param indexes by name, the values under which an object is found
     */
    public record Plan<R>(
            Function<R, ObjectNode> tree,
            Consumer<ObjectNode> keep,
            Supplier<R> light,
            Map<String, Function<JsonNode, List<String>>> indexes) {}

    /** What is known already of an object as it is at a version, cut down as it would be here. */
    @FunctionalInterface
    interface Known {
        Optional<ObjectNode> at(Key key, long version);
    }

    /** All objects as they were after so many edits. */
    private record Sorted(long edits, List<JsonNode> objects) {}

    private final Watched kind;
    private final Plan<R> plan;
    private final Listener listener;
    private final Function<ObjectNode, Held> hold;
    private final ConcurrentSkipListMap<Key, Slot> slots = new ConcurrentSkipListMap<>();
    private final Map<String, Map<String, ConcurrentSkipListSet<Key>>> indexed = new ConcurrentHashMap<>();
    private final AtomicLong edits = new AtomicLong();
    private volatile Known known = (key, version) -> Optional.empty();
    private volatile Sorted sorted = new Sorted(-1, List.of());

    public Shelf(Watched kind, Plan<R> plan, Listener listener) {
        this.kind = kind;
        this.plan = plan;
        this.listener = listener;
        this.hold = kind.packed() ? new Packing()::pack : Held.Tree::new;
        plan.indexes().keySet().forEach(i -> indexed.put(i, new ConcurrentHashMap<>()));
    }

    /** Says where to ask for an object before it is made of what the informer has. */
    void ask(Known known) {
        this.known = known;
    }

    /** How many objects a list is to bring at once. */
    public long page() {
        return kind.page();
    }

    public Optional<JsonNode> find(Key key) {
        return Optional.ofNullable(slots.get(key)).map(Slot::tree);
    }

    public boolean has(Key key) {
        return slots.containsKey(key);
    }

    /** The resource version of the object that is kept, as a number; 0 when there is none. */
    public long version(Key key) {
        Slot slot = slots.get(key);
        return slot == null ? 0 : Versions.number(slot.version());
    }

    /**
     * All objects, sorted by namespace and name; the same list until one changes, but of kinds with more objects than are worth
     * to be listed again. What is packed is unpacked one by one, as the list is gone through.
     */
    public List<JsonNode> all() {
        Sorted last = sorted;
        long now = edits.get();
        if (last.edits() != now) {
            last = new Sorted(
                    now, Held.trees(slots.values().stream().map(Slot::held).toList()));
            if (!kind.many()) {
                sorted = last;
            }
        }
        return last.objects();
    }

    public List<Key> keys() {
        return List.copyOf(slots.keySet());
    }

    /** The objects that an index has under a value, sorted. */
    public List<Key> under(String index, String value) {
        var keys = indexed.get(index).get(value);
        return keys == null ? List.of() : new ArrayList<>(keys);
    }

    /** The values under which an index has objects. */
    public Set<String> values(String index) {
        return Set.copyOf(indexed.get(index).keySet());
    }

    @Override
    public String getKey(R object) {
        return Versions.key(object).toString();
    }

    @Override
    public R put(String ignored, R object) {
        Key key = Versions.key(object);
        long version = Versions.number(object.getMetadata().getResourceVersion());
        ObjectNode tree = known.at(key, version).orElseGet(() -> kept(object));
        Slot slot = Slot.of(object.getMetadata(), hold.apply(tree));
        Slot before = slots.put(key, slot);
        if (before == null || !before.held().equals(slot.held())) {
            Optional<JsonNode> was = Optional.ofNullable(before).map(Slot::tree);
            if (was.isEmpty() || !Versions.same(was.get(), tree)) {
                moved(key, was, Optional.of(tree));
            }
        }
        return before == null ? null : before.light(key, plan.light());
    }

    private ObjectNode kept(R object) {
        ObjectNode tree = plan.tree().apply(object);
        // Items of a list of Kubernetes' own kinds come without them.
        tree.put("apiVersion", kind.apiVersion()).put("kind", kind.shortKind());
        Versions.strip(tree);
        plan.keep().accept(tree);
        return tree;
    }

    @Override
    public R remove(String text) {
        Key key = Key.parse(text);
        Slot before = slots.remove(key);
        if (before != null) {
            moved(key, Optional.of(before.tree()), Optional.empty());
        }
        return before == null ? null : before.light(key, plan.light());
    }

    private void moved(Key key, Optional<JsonNode> before, Optional<JsonNode> after) {
        edits.incrementAndGet();
        plan.indexes().forEach((name, values) -> {
            var index = indexed.get(name);
            List<String> now = after.map(values).orElse(List.of());
            now.forEach(v ->
                    index.computeIfAbsent(v, x -> new ConcurrentSkipListSet<>()).add(key));
            before.map(values).orElse(List.of()).stream()
                    .filter(v -> !now.contains(v))
                    .forEach(v -> index.computeIfPresent(v, (x, keys) -> {
                        keys.remove(key);
                        return keys.isEmpty() ? null : keys;
                    }));
        });
        listener.changed(kind, before, after);
    }

    @Override
    public Stream<String> keySet() {
        return slots.keySet().stream().map(Key::toString);
    }

    @Override
    public Stream<R> values() {
        return slots.entrySet().stream().map(e -> e.getValue().light(e.getKey(), plan.light()));
    }

    @Override
    public int size() {
        return slots.size();
    }

    @Override
    public R get(String text) {
        Key key = Key.parse(text);
        Slot slot = slots.get(key);
        return slot == null ? null : slot.light(key, plan.light());
    }
}
