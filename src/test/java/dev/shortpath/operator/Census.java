package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts, by a watch of its own, the VMIs of a test's namespace that are up: at every moment, not when somebody looks. */
final class Census implements AutoCloseable, Watcher<GenericKubernetesResource> {
    private final Map<String, Boolean> up = new TreeMap<>();
    private final Map<String, Set<String>> instances = new TreeMap<>();
    private final Watch watch;
    private int size;
    private int mostDown;

    Census(Bench bench) {
        watch = bench.client()
                .genericKubernetesResources("kubevirt.io/v1", "VirtualMachineInstance")
                .inNamespace(bench.namespace())
                .watch(this);
    }

    @Override
    public synchronized void eventReceived(Action action, GenericKubernetesResource object) {
        JsonNode vmi = Bench.tree(object);
        String name = vmi.at("/metadata/name").asText();
        instances
                .computeIfAbsent(name, n -> new TreeSet<>())
                .add(vmi.at("/metadata/uid").asText());
        up.put(name, action != Action.DELETED && isUp(vmi));
        if (size > 0) {
            mostDown = Math.max(mostDown, size - standing());
        }
    }

    private static boolean isUp(JsonNode vmi) {
        return !vmi.at("/metadata").has("deletionTimestamp")
                && vmi.at("/status/conditions")
                        .valueStream()
                        .anyMatch(c -> c.path("type").asText().equals("Ready")
                                && c.path("status").asText().equals("True"));
    }

    /** How many are up now. */
    synchronized int standing() {
        return (int) up.values().stream().filter(u -> u).count();
    }

    /** From now on so many should be up. */
    synchronized void begin() {
        size = standing();
    }

    /** The most that were down at one moment since the beginning. */
    synchronized int mostDown() {
        return mostDown;
    }

    /** VMs that had more than one VMI. */
    synchronized Set<String> restarted() {
        Set<String> names = new TreeSet<>();
        instances.forEach((name, uids) -> {
            if (uids.size() > 1) {
                names.add(name);
            }
        });
        return names;
    }

    /** The most VMIs that one VM had. */
    synchronized int mostInstances() {
        return instances.values().stream().mapToInt(Set::size).max().orElse(0);
    }

    @Override
    public void onClose(WatcherException cause) {
        // What was not seen is missed by the test, which waits for it.
    }

    @Override
    public void close() {
        watch.close();
    }
}
