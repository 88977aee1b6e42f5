package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.admission.Admission;
import dev.shortpath.admission.Caller;
import dev.shortpath.admission.Installation;
import dev.shortpath.bench.Births;
import dev.shortpath.bench.Population;
import dev.shortpath.facts.Capability;
import dev.shortpath.kubevirt.AdmissionState;
import dev.shortpath.kubevirt.Situations;
import dev.shortpath.kubevirt.VmPatch;
import dev.shortpath.plan.Planner;
import dev.shortpath.plan.Write;
import io.fabric8.zjsonpatch.JsonPatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Generated VMs through the webhook: whatever they hold, none is refused by us, and each becomes what its plan says. */
@Tag("cluster")
class ManyReviewsTest {
    private static final int VMS = Integer.getInteger("shortpath.vms", 300);
    private static final int PROFILES = 24;
    private static final int ABREAST = 4;

    /** Every so many VMs one is made in earnest. */
    private static final int REAL = 25;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Bench bench;
    private static Population population;
    private static Installed installed;
    private static Births births;
    private static Listed world;

    @BeforeAll
    static void open() {
        bench = new Bench("reviews");
        population = new Population(bench, PROFILES, VMS);
        assertThat(population.profiles()).hasSizeGreaterThan(PROFILES / 2);
        installed = new Installed(new SimpleMeterRegistry());
        births = new Births(bench.client());
        // The API server takes a moment to learn of a new caBundle and new conditions.
        patiently().until(() -> {
            double before = created();
            births.dry(population.vm(0), bench.namespace());
            return created() > before;
        });
        world = new Listed(bench.client());
    }

    @AfterAll
    static void close() {
        installed.close();
        population.close();
        bench.close();
    }

    private static double created() {
        return Stream.of("unchanged", "patched", "failed", "late", "malformed")
                .mapToDouble(o -> installed.created("virtualmachines", o))
                .sum();
    }

    /** The VM as the API server makes it without us: in a namespace that the webhooks leave out. */
    private static Births.Answer alone(int index) {
        return births.dry(population.vm(index), Installation.NAMESPACE);
    }

    private static JsonNode here(JsonNode vm) {
        ObjectNode moved = vm.deepCopy();
        moved.withObject("/metadata").put("namespace", bench.namespace());
        return moved;
    }

    private static JsonNode planned(JsonNode vm) {
        var deliveries = AdmissionState.of(world, Capability.READY);
        var facts = Situations.of(world, vm, dev.shortpath.kubevirt.Births.of(vm), deliveries);
        Write write = Planner.plan(facts).write();
        return write.isEmpty() ? vm : VmPatch.applied(vm, write);
    }

    private static List<JsonNode> ours(JsonNode vm) {
        return List.of(vm.path("spec"), vm.at("/metadata/labels"), vm.at("/metadata/annotations"));
    }

    /** What each of them has to complain of, several at a time. */
    private static Queue<String> complaints(Judge judge) {
        Queue<String> complaints = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newFixedThreadPool(ABREAST)) {
            IntStream.range(0, VMS)
                    .forEach(i -> threads.execute(() -> {
                        try {
                            judge.judge(i);
                        } catch (IOException | RuntimeException | AssertionError e) {
                            complaints.add("VM " + i + ": " + e);
                        }
                    }));
        }
        return complaints;
    }

    private interface Judge {
        void judge(int index) throws IOException;
    }

    @Test
    void whatTheApiServerTakesWithoutUsItTakesWithUsAndAsPlanned() {
        double before = created();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger changed = new AtomicInteger();

        assertThat(complaints(i -> {
                    Births.Answer without = alone(i);
                    Births.Answer with = i % REAL == 0
                            ? births.real(population.vm(i), bench.namespace())
                            : births.dry(population.vm(i), bench.namespace());
                    assertThat(with.code()).as("%s", with.body()).isEqualTo(without.code());
                    asked.addAndGet(population.isBound(i) ? 1 : 0);
                    if (with.ok()) {
                        taken.incrementAndGet();
                        JsonNode expected =
                                population.isBound(i) ? planned(here(without.body())) : here(without.body());
                        assertThat(ours(with.body())).isEqualTo(ours(expected));
                        changed.addAndGet(ours(expected).equals(ours(without.body())) ? 0 : 1);
                    }
                }))
                .isEmpty();

        System.err.printf(
                "%d VMs: %d taken, %d asked about, %d changed%n", VMS, taken.get(), asked.get(), changed.get());
        assertThat(taken.get()).as("VMs that the schema takes").isGreaterThan(VMS * 9 / 10);
        assertThat(changed.get()).isGreaterThan(VMS / 4);
        assertThat(created() - before)
                .as("one review for each bound VM, none for others")
                .isEqualTo(asked.get());
        assertThat(Stream.of("failed", "late", "malformed").mapToDouble(o -> installed.reviews("virtualmachines", o)))
                .containsOnly(0.0);
    }

    @Test
    void everyPatchAppliesAndAfterItThereIsNothingToAdd() throws IOException {
        try (Caller door = new Caller(installed.port(), installed.bundle(), HttpClient.Version.HTTP_2)) {
            assertThat(complaints(i -> {
                        Births.Answer without = alone(i);
                        if (without.ok()) {
                            JsonNode vm = here(without.body());
                            JsonNode patched = JsonPatch.apply(patch(door, vm), vm.deepCopy());
                            assertThat(patched).isEqualTo(planned(vm));
                            assertThat(patch(door, patched)).isEmpty();
                        }
                    }))
                    .isEmpty();
        }
    }

    private static ArrayNode patch(Caller door, JsonNode vm) throws IOException {
        ObjectNode review =
                JSON.createObjectNode().put("apiVersion", "admission.k8s.io/v1").put("kind", "AdmissionReview");
        ObjectNode request = review.putObject("request")
                .put("uid", "u")
                .put("operation", "CREATE")
                .put("namespace", bench.namespace())
                .put("name", vm.at("/metadata/name").asText());
        request.putObject("resource")
                .put("group", "kubevirt.io")
                .put("version", "v1")
                .put("resource", "virtualmachines");
        request.set("object", vm);
        JsonNode response = JSON.readTree(
                        door.post(Admission.VMS, review.toString()).body())
                .path("response");
        assertThat(response.path("allowed").asBoolean()).isTrue();
        return response.has("patch")
                ? (ArrayNode) JSON.readTree(response.path("patch").binaryValue())
                : JSON.createArrayNode();
    }
}
