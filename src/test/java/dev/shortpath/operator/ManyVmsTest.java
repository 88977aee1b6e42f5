package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much is written, as the API server itself counts it. */
@Tag("cluster")
class ManyVmsTest {
    private static final int VMS = 200;
    /** Successful writes of the kinds that count: a VM, a StoragePath, its status. */
    private static final Pattern WRITES = Pattern.compile("(?m)^apiserver_request_total\\{(?=[^}]*code=\"2\\d\\d\")"
            + "(?=[^}]*resource=\"(virtualmachines|storagepaths)\")(?=[^}]*subresource=\"([a-z]*)\")"
            + "(?=[^}]*verb=\"(APPLY|PATCH|POST|PUT|DELETE)\")[^}]*\\} ([0-9.e+]+)$");

    private Bench bench;
    private Running operator;

    @BeforeEach
    void open() {
        bench = new Bench("many");
        operator = new Running(Running.QUICK);
    }

    @AfterEach
    void close() {
        operator.close();
        bench.close();
    }

    private Map<String, Long> writes() {
        String metrics = bench.client().raw("/metrics");
        return WRITES.matcher(metrics)
                .results()
                .collect(Collectors.groupingBy(
                        m -> m.group(1) + "/" + m.group(2), Collectors.summingLong(ManyVmsTest::count)));
    }

    private static long count(java.util.regex.MatchResult match) {
        return (long) Double.parseDouble(match.group(4));
    }

    private long since(Map<String, Long> before, String what) {
        return writes().getOrDefault(what, 0L) - before.getOrDefault(what, 0L);
    }

    private int compliant() {
        return bench.profile("db")
                .filter(p -> p.at("/status/observedGeneration").asLong()
                        == p.at("/metadata/generation").asLong())
                .filter(p -> p.at("/status/conditions/3/status").asText().equals("True"))
                .map(p -> p.at("/status/virtualMachines/compliant").asInt())
                .orElse(0);
    }

    private Stream<String> names() {
        return IntStream.range(0, VMS).mapToObj(i -> "vm-" + i);
    }

    @Test
    void anEditCostsTwoWritesPerVmAndThenThereIsSilence() {
        String standing = aNode("standing");
        bench.apply(Manifests.profile("native").replace("io: native", "errorPolicy: report"));
        names().parallel().forEach(n -> bench.apply(Manifests.haltedVm(n)));
        patiently().untilAsserted(() -> assertThat(compliant()).isEqualTo(VMS));

        othersAreDone();
        Map<String, Long> before = writes();
        long began = System.nanoTime();
        bench.apply(Manifests.profile("native").replace("io: native", "errorPolicy: ignore"));
        patiently().untilAsserted(() -> assertThat(compliant()).isEqualTo(VMS));
        System.err.printf(
                "%d VMs followed an edit in %d ms%n",
                VMS, Duration.ofNanos(System.nanoTime() - began).toMillis());
        assertThat(since(before, "virtualmachines/")).isEqualTo(VMS);
        assertThat(since(before, "storagepaths/status")).isEqualTo(VMS);
        assertThat(since(before, "storagepaths/")).isZero();

        Map<String, Long> quiet = writes();
        operator.close();
        operator = new Running(Running.QUICK);
        aNodeComesAndGoes();
        Awaitility.await()
                .during(Duration.ofSeconds(Integer.getInteger("shortpath.quiet", 10)))
                .atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(writes()).isEqualTo(quiet));
        bench.client().nodes().withName(standing).delete();
    }

    /** Other tests' namespaces may still be on their way out, and their VMs are written to as they go. */
    private void othersAreDone() {
        patiently()
                .until(() -> bench.client().namespaces().list().getItems().stream()
                        .noneMatch(n -> n.getMetadata().getDeletionTimestamp() != null));
        AtomicReference<Map<String, Long>> last = new AtomicReference<>(writes());
        patiently().pollInterval(Duration.ofSeconds(2)).until(() -> {
            Map<String, Long> now = writes();
            return now.equals(last.getAndSet(now));
        });
    }

    // With one node there already, another that joins or leaves changes no report: some node can take each VM before
    // and after.
    private String aNode(String kind) {
        String name = bench.named(kind);
        bench.client()
                .nodes()
                .resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        return name;
    }

    private void aNodeComesAndGoes() {
        var node = bench.client().nodes().withName(aNode("passing"));
        node.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"metadata\":{\"labels\":{\"shortpath.dev/iommu\":\"ready\"}}}");
        node.delete();
    }
}
