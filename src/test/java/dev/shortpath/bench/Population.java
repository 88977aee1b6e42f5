package dev.shortpath.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.laws.Generated;
import dev.shortpath.laws.Startable;
import dev.shortpath.operator.Bench;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.sessions.JqwikSession;

/** Generated VMs, always the same ones, and on the test cluster the profiles that bind them and what they refer to. */
public final class Population implements AutoCloseable {
    /** Every so many VMs one is nobody's. */
    private static final int UNBOUND = 10;

    /** Every so many VMs one is taken whether or not KubeVirt could start it. */
    private static final int ANY = 4;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Bench bench;
    private final List<String> profiles = new ArrayList<>();
    private final List<HasMetadata> made = new ArrayList<>();
    private final List<ObjectNode> shapes = new ArrayList<>();

    /**
     * @param profiles how many to generate; those that their schema refuses are left out
     * @param vms how many there are
     */
    public Population(Bench bench, int profiles, int vms) {
        this.bench = bench;
        Generated.surroundings().stream()
                .filter(o -> !o.path("kind").asText().equals("Namespace"))
                .forEach(o -> make(o.deepCopy()));
        JqwikSession.run(() -> {
            samples(Generated.profile(), profiles, 1).forEach(this::offer);
            shapes.addAll(shapes(vms));
        });
    }

    private static List<ObjectNode> samples(Arbitrary<ObjectNode> of, int count, long seed) {
        Random random = new Random(seed);
        var generator = of.generator(1000, false);
        return Stream.generate(() -> generator.next(random).value())
                .limit(count)
                .toList();
    }

    /** One in some as it comes, the others such that KubeVirt starts them. */
    private static List<ObjectNode> shapes(int count) {
        Random random = new Random(2);
        var generator = Generated.vm().generator(1000, false);
        List<ObjectNode> shapes = new ArrayList<>();
        while (shapes.size() < count) {
            ObjectNode vm = generator.next(random).value();
            if (shapes.size() % ANY == 0 || Startable.is(vm)) {
                shapes.add(vm);
            }
        }
        return shapes;
    }

    private void make(ObjectNode object) {
        if (object.at("/metadata").has("namespace")) {
            object.withObject("/metadata").put("namespace", bench.namespace());
        }
        switch (object.path("kind").asText()) {
            case "PersistentVolumeClaim" ->
                object.withObject("/spec/resources/requests").put("storage", "1Gi");
            case "StorageProfile" -> object.withObject("/spec");
            default -> {}
        }
        made.add(apply(object));
    }

    private HasMetadata apply(JsonNode object) {
        return bench.client()
                .resource(JSON.convertValue(object, GenericKubernetesResource.class))
                .fieldManager("population")
                .forceConflicts()
                .serverSideApply();
    }

    private void offer(ObjectNode profile) {
        String name = bench.named("generated-" + profiles.size());
        profile.withObject("/metadata").put("name", name);
        try {
            made.add(apply(profile));
            profiles.add(name);
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != 422) {
                throw refused;
            }
        }
    }

    public List<String> profiles() {
        return profiles;
    }

    /** A VM of a name of its own, bound by label to one of the profiles. */
    public ObjectNode vm(int index) {
        ObjectNode vm = shapes.get(index).deepCopy();
        ObjectNode metadata = vm.withObject("/metadata").put("name", "vm-" + index);
        if (isBound(index)) {
            metadata.withObject("/labels").put("shortpath.dev/profile", profile(index));
        } else {
            metadata.remove("labels");
        }
        return vm;
    }

    /** The same, bound in any case. */
    public ObjectNode bound(int index) {
        ObjectNode vm = vm(index);
        vm.withObject("/metadata/labels").put("shortpath.dev/profile", profile(index));
        return vm;
    }

    private String profile(int index) {
        return profiles.get(index % profiles.size());
    }

    public int size() {
        return shapes.size();
    }

    public boolean isBound(int index) {
        return index % UNBOUND != UNBOUND - 1;
    }

    @Override
    public void close() {
        made.forEach(o -> bench.client().resource(o).delete());
    }
}
