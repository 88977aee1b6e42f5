package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shortpath.api.Verdict;
import dev.shortpath.api.Workload;
import dev.shortpath.facts.Field;
import dev.shortpath.plan.Decision;
import io.fabric8.zjsonpatch.JsonDiff;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** KubeVirt's own example manifests, where they lie beside the checkout: each under each workload. */
class FixturesTest {
    private static final Path EXAMPLES = Path.of("../shared/fixtures/vms/kubevirt-examples");
    private static final String DEVICES = "/spec/template/spec/domain/devices/";
    private static final Map<Field, String> PLACES = Map.of(
            Field.MULTI_QUEUE, DEVICES + "blockMultiQueue",
            Field.IO_THREADS_POLICY, "/spec/template/spec/domain/ioThreadsPolicy",
            Field.IO_THREADS_COUNT, "/spec/template/spec/domain/ioThreads",
            Field.EVICTION, "/spec/template/spec/evictionStrategy");
    private static final Map<Field, String> IN_DISK = Map.of(
            Field.BUS, "disk/bus",
            Field.IO, "io",
            Field.CACHE, "cache",
            Field.IO_THREAD, "dedicatedIOThread",
            Field.ERROR_POLICY, "errorPolicy",
            Field.BLOCK_SIZE, "blockSize");

    @TestFactory
    Stream<DynamicNode> everyExampleGivesAPlanOrAReason() throws IOException {
        if (Files.notExists(EXAMPLES)) {
            return Stream.empty();
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(EXAMPLES)) {
            files = entries.sorted().toList();
        }
        return Stream.of(Workload.values())
                .map(w -> DynamicContainer.dynamicContainer(
                        w.word(),
                        files.stream()
                                .map(f ->
                                        DynamicTest.dynamicTest(f.getFileName().toString(), () -> judge(f, w)))));
    }

    private static void judge(Path file, Workload workload) throws Exception {
        String profile = """
                apiVersion: shortpath.dev/v1alpha1
                kind: StorageProfile
                metadata: {name: all}
                spec: {workload: %s, selector: {vmSelector: {}}}
                """.formatted(workload.word());
        for (String verb : List.of("render", "explain", "audit")) {
            Ran ran = Ran.withStdin(profile, verb, "-f", file.toString(), "-");
            assertThat(ran.code()).as(ran.err()).isIn(0, 1);
            assertThat(ran.err()).doesNotContain("\tat ");
        }
        Input input = Input.of(new InputReader(new ByteArrayInputStream(profile.getBytes(StandardCharsets.UTF_8)))
                .read(List.of(file.toString(), "-")));
        List<Planned> plans = Planning.of(input);
        JsonNode rendered = JsonMapper.builder()
                .build()
                .readTree(Ran.withStdin(profile, "render", "-o", "json", "-f", file.toString(), "-")
                        .out())
                .path("items");
        assertThat(rendered).hasSameSizeAs(plans);
        for (int i = 0; i < plans.size(); i++) {
            everyDiskIsDecided(plans.get(i));
            onlyWhatIsDecidedChanges(plans.get(i), rendered.get(i));
        }
    }

    private static void everyDiskIsDecided(Planned planned) {
        for (JsonNode volume : planned.vm().object().at("/spec/template/spec/volumes")) {
            assertThat(planned.plan().decisions())
                    .filteredOn(
                            d -> d.disk().equals(Optional.of(volume.path("name").asText())))
                    .isNotEmpty()
                    .allSatisfy(d -> assertThat(d.message()).isNotBlank());
        }
    }

    private static void onlyWhatIsDecidedChanges(Planned planned, JsonNode rendered) {
        List<String> allowed = new ArrayList<>(List.of("/metadata/annotations"));
        planned.plan().decisions().stream().filter(d -> d.is(Verdict.SET)).forEach(d -> allowed.add(place(planned, d)));
        for (JsonNode op : JsonDiff.asJson(planned.vm().written(), rendered)) {
            String path = op.path("path").asText();
            assertThat(allowed).as("what may change, for " + path).anyMatch(path::startsWith);
        }
    }

    private static String place(Planned planned, Decision decision) {
        if (decision.field().scope() == Field.Scope.VM) {
            return PLACES.get(decision.field());
        }
        if (decision.field().scope() == Field.Scope.TEMPLATE) {
            return "/spec/dataVolumeTemplates/";
        }
        JsonNode disks = planned.vm().object().at(DEVICES + "disks");
        for (int i = 0; i < disks.size(); i++) {
            if (disks.get(i).path("name").asText().equals(decision.disk().orElseThrow())) {
                return DEVICES + "disks/" + i + "/" + IN_DISK.get(decision.field());
            }
        }
        throw new AssertionError("no disk " + decision.disk());
    }
}
