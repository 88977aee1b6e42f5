package dev.shortpath.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.DecisionReason;
import dev.shortpath.api.PathDecision;
import dev.shortpath.api.StoragePathStatus;
import dev.shortpath.api.Verdict;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Field;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Situation;
import dev.shortpath.kubevirt.FileWorld;
import dev.shortpath.kubevirt.Situations;
import dev.shortpath.plan.Decision;
import dev.shortpath.plan.Evidence;
import dev.shortpath.plan.Plan;
import dev.shortpath.plan.Planner;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoragePathReportTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");
    private static final int LIMIT = 256 * 1024;

    private static StoragePathStatus report(ObjectNode vm, Instant now, Optional<JsonNode> before) {
        ObjectNode profile = MAPPER.createObjectNode()
                .put("apiVersion", "shortpath.dev/v1alpha1")
                .put("kind", "StorageProfile");
        profile.withObject("/metadata").put("name", "db");
        profile.withObject("/spec").put("workload", "Database");
        FileWorld world = FileWorld.of(List.of(vm, profile));
        Situation facts = Situations.of(world, vm, Moment.LOOP, Cluster.Deliveries.SHIPPED);
        Plan plan = Planner.plan(facts);
        return StoragePathReport.of(
                new StoragePathReport.Decided(facts, plan, java.util.Map.of()), new Fate.Nothing(), before, now);
    }

    private static ObjectNode vm(int disks) {
        ObjectNode vm =
                MAPPER.createObjectNode().put("apiVersion", "kubevirt.io/v1").put("kind", "VirtualMachine");
        ObjectNode metadata = vm.withObject("/metadata")
                .put("name", "orders")
                .put("namespace", "shop")
                .put("uid", "u");
        metadata.withObject("/labels").put("shortpath.dev/profile", "db");
        vm.withObject("/spec").put("runStrategy", "Halted");
        ObjectNode spec = vm.withObject("/spec/template/spec");
        IntStream.range(0, disks).forEach(i -> {
            String name = "disk-with-a-long-name-of-sixty-three-characters-as-they-may-" + i;
            spec.withArray("/domain/devices/disks")
                    .addObject()
                    .put("name", name)
                    .putObject("disk")
                    .put("bus", "virtio");
            spec.withArray("/volumes")
                    .addObject()
                    .put("name", name)
                    .putObject("persistentVolumeClaim")
                    .put("claimName", "claim-" + name);
        });
        return vm;
    }

    private static int bytes(Object status) {
        try {
            return MAPPER.writeValueAsBytes(status).length;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void allOf256DisksFit() {
        StoragePathStatus status = report(vm(256), NOW, Optional.empty());

        assertThat(status.disks()).hasSize(256);
        assertThat(status.omitted()).isZero();
        assertThat(bytes(status)).isLessThan(LIMIT);
        assertThat(status.decisions()).isNotEmpty();
    }

    @Test
    void disksWithTheSameAnswerShareOneEntry() {
        StoragePathStatus status = report(vm(3), NOW, Optional.empty());

        assertThat(status.decisions().stream().filter(d -> d.field().equals("bus")))
                .singleElement()
                .satisfies(d -> assertThat(d.disks()).hasSize(3));
    }

    @Test
    void whatDoesNotFitIsCountedAndWhatAPersonMustActOnIsKept() {
        Stream<Decision> agreed = IntStream.range(0, 3000)
                .mapToObj(
                        i -> decision(Verdict.ALREADY_SO, DecisionReason.OWNERS_VALUE, "As it is, number " + i + "."));
        Stream<Decision> refused =
                Stream.of(decision(Verdict.REFUSE, DecisionReason.GUEST_KNOWS_IT, "A guest knows it."));

        List<PathDecision> all =
                Fitting.decisions(Stream.concat(agreed, refused).toList());
        Fitting fitted = Fitting.of(List.of(), all);

        assertThat(fitted.omitted())
                .isPositive()
                .isEqualTo(3001 - fitted.decisions().size());
        assertThat(fitted.decisions()).last().extracting(PathDecision::decision).isEqualTo(Verdict.REFUSE);
        assertThat(bytes(fitted.decisions())).isLessThan(LIMIT);
    }

    @Test
    void messagesAndEvidenceAreCutToTheirBounds() {
        Evidence long1 = new Evidence("a fact", "v".repeat(500));
        Decision decision = new Decision(
                Optional.of("data"),
                Field.IO,
                Verdict.SET,
                DecisionReason.PROFILE_ASKS,
                Optional.of("native"),
                Optional.empty(),
                "m".repeat(1000),
                List.of(long1, new Evidence("b", "1"), new Evidence("c", "2"), new Evidence("d", "3")),
                true);

        PathDecision entry = Fitting.decisions(List.of(decision)).getFirst();

        assertThat(entry.message()).hasSize(256).endsWith("…");
        assertThat(entry.evidence()).hasSize(3).allMatch(e -> e.length() <= 128);
    }

    @Test
    void theSameStateGivesTheSameBytesAtAnotherTime() {
        StoragePathStatus first = report(vm(2), NOW, Optional.empty());
        JsonNode before = MAPPER.createObjectNode().set("status", MAPPER.valueToTree(first));

        StoragePathStatus second = report(vm(2), NOW.plusSeconds(3600), Optional.of(before));

        assertThat(second).isEqualTo(first);
    }

    private static Decision decision(Verdict verdict, DecisionReason reason, String message) {
        return new Decision(
                Optional.empty(),
                Field.IO,
                verdict,
                reason,
                Optional.empty(),
                Optional.empty(),
                message + "x".repeat(100),
                List.of(),
                false);
    }
}
