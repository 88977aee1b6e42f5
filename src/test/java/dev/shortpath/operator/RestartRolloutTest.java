package dev.shortpath.operator;

import static dev.shortpath.operator.Bench.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.actor.Actor;
import dev.shortpath.actor.RestartDoor;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollout by restarts, on VMs that the actor runs; the restarts go through the API server to its played subresource. */
@Tag("cluster")
class RestartRolloutTest {
    private static final int VMS = 50;
    private static final String BAD = "vm-07";
    private static final String ZONE = "Europe/Berlin";

    private static Actor actor;
    private static RestartDoor door;

    @TempDir
    Path folder;

    private Bench bench;
    private Census census;

    @BeforeAll
    static void raise() throws IOException {
        Bench.ourKinds();
        TestCluster cluster = TestCluster.shared();
        cluster.client()
                .resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName("restarts")
                        .addToLabels("kubevirt.io/schedulable", "true")
                        .endMetadata()
                        .build())
                .createOr(r -> r.update());
        actor = new Actor(cluster.client(), line -> {});
        door = RestartDoor.open(cluster.client(), cluster.kubeconfig(), line -> {});
    }

    @AfterAll
    static void leave() {
        door.close();
        actor.close();
        TestCluster.shared().client().nodes().withName("restarts").delete();
    }

    @BeforeEach
    void open() {
        bench = new Bench("restart");
        census = new Census(bench);
    }

    @AfterEach
    void close() {
        census.close();
        bench.close();
    }

    private static String vm(String name, String volume) {
        return Manifests.haltedVm(name)
                .replace("runStrategy: Halted", "runStrategy: Always")
                .replace("memory: {guest: 1Gi}", "memory: {guest: 64Mi}")
                .replace(
                        "containerDisk: {image: quay.io/containerdisks/fedora:latest}",
                        "hostDisk: {path: /root.img, type: DiskOrCreate, capacity: 1Gi}")
                .replace("emptyDisk: {capacity: 1Gi}", volume);
    }

    private static String vm(String name) {
        return vm(name, "hostDisk: {path: /data.img, type: DiskOrCreate, capacity: 1Gi}");
    }

    private static List<String> names() {
        return IntStream.range(0, VMS).mapToObj("vm-%02d"::formatted).toList();
    }

    private static String profile(String rollout) {
        return Manifests.profile("threads")
                .replace("spec:\n", "spec:\n  rollout: {strategy: Restart, " + rollout + "}\n");
    }

    private void edit(String patch) {
        bench.client()
                .genericKubernetesResources("shortpath.dev/v1alpha1", "StorageProfile")
                .withName(bench.named("db"))
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    /** Time has passed: the operator would look by itself, but by a clock of its own. */
    private void ahead(LaterOperator operator, Duration by) throws IOException {
        operator.ahead(by);
        edit("{\"metadata\":{\"annotations\":{\"test/ahead\":\"" + by + "\"}}}");
    }

    private JsonNode rollout() {
        return bench.profile("db").orElseThrow().at("/status/rollout");
    }

    private String message() {
        return rollout().path("message").asText();
    }

    private long events(String reason) {
        return bench.client().events().v1().events().inAnyNamespace().list().getItems().stream()
                .filter(e -> e.getReason().equals(reason))
                .filter(e -> bench.namespace().equals(e.getRegarding().getNamespace())
                        || bench.named("db").equals(e.getRegarding().getName()))
                .count();
    }

    private void silence() {
        var restarted = census.restarted();
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(20))
                .until(() -> census.restarted().equals(restarted));
    }

    @Test
    void a_rollout_stays_in_its_budget_survives_its_operator_and_stops_at_the_bad_one() throws IOException {
        names().parallelStream().forEach(n -> bench.apply(vm(n)));
        patiently().until(() -> census.standing() == VMS);
        census.begin();
        bench.editVm(
                BAD, "{\"spec\":{\"template\":{\"metadata\":{\"labels\":{\"shortpath.test/hold\":\"Pending\"}}}}}");
        bench.apply(profile(
                "maxUnavailable: 10%%, timeoutMinutes: 10, window: {start: \"%s\", durationMinutes: 120, timeZone: %s}"
                        .formatted(inHalfAnHour(), ZONE)));
        try (LaterOperator first = new LaterOperator(folder)) {
            first.launch();
            patiently().until(() -> message().equals(VMS + " VMs wait for a restart: the window is closed."));
            silence();
            assertThat(census.restarted()).isEmpty();

            ahead(first, Duration.ofMinutes(31));
            patiently().until(() -> census.restarted().size() >= 8);
            first.kill();
            int atDeath = census.restarted().size();
            try (Running second = new Running(Running.QUICK, first.clock())) {
                assertThat(second.ready()).isTrue();
                patiently().until(() -> census.restarted().size() >= 20);
                ahead(first, Duration.ofMinutes(42));
                stopsAtTheBadOne();
                assertThat(census.restarted().size()).isBetween(20, VMS - 1).isGreaterThan(atDeath);

                edit("{\"spec\":{\"rollout\":{\"timeoutMinutes\":9}}}");
                patiently().until(() -> census.restarted().size() == VMS && census.standing() == VMS - 1);
                patiently().until(() -> rollout().isMissingNode());
            }
            System.err.printf(
                    "%d VMs restarted, %d before the operator was killed; at most %d were down at once%n",
                    VMS, atDeath, census.mostDown());
        }
        assertThat(census.mostDown()).isBetween(2, 5);
        assertThat(census.mostInstances()).isEqualTo(2);
    }

    private static String inHalfAnHour() {
        return Instant.now().atZone(ZoneId.of(ZONE)).plusMinutes(30).format(DateTimeFormatter.ofPattern("HH:mm"));
    }

    private void stopsAtTheBadOne() {
        String bad = bench.namespace() + "/" + BAD;
        patiently().until(() -> rollout().path("stoppedAt").asText().equals(bad));
        assertThat(message())
                .startsWith("Stopped at " + bad
                        + ", which was not back 10 minutes after its restart: its new VMI is not Ready.");
        patiently().until(() -> rollout().path("restarting").isMissingNode() && events("RolloutStopped") == 1);
        silence();
    }

    @Test
    void a_pause_holds_it_and_what_is_not_safe_is_never_restarted() {
        bench.apply(vm("a"));
        bench.apply(vm("b"));
        bench.apply(vm("scratch", "emptyDisk: {capacity: 1Gi}"));
        bench.apply(vm("held"));
        patiently().until(() -> census.standing() == 4);
        bench.apply(profile("maxUnavailable: 100%")
                .replace("metadata: {name: ~db}", "metadata: {name: ~db, annotations: {shortpath.dev/paused: \"\"}}"));
        try (Running operator = new Running(Running.QUICK)) {
            patiently().until(() -> operator.ready() && bench.paths().size() == 4);
            silence();
            assertThat(bench.vms()).noneMatch(v -> v.toString().contains("threads"));
            edit("{\"metadata\":{\"annotations\":{\"shortpath.dev/paused\":null}},\"spec\":{\"rollout\":{\"window\":"
                    + "{\"start\":\""
                    + Instant.now().plusSeconds(7200).toString().substring(11, 16)
                    + "\",\"durationMinutes\":1}}}}");
            patiently().until(() -> message().startsWith("3 VMs wait for a restart: the window is closed."));
            bench.editVm("held", "{\"metadata\":{\"annotations\":{\"shortpath.dev/paused\":\"\"}}}");
            edit(
                    "{\"metadata\":{\"annotations\":{\"shortpath.dev/paused\":\"\"}},\"spec\":{\"rollout\":{\"window\":null}}}");
            patiently().until(() -> message().startsWith("2 VMs wait for a restart: the profile is paused;"));
            silence();
            assertThat(census.restarted()).isEmpty();

            edit("{\"metadata\":{\"annotations\":{\"shortpath.dev/paused\":null}}}");
            patiently()
                    .until(() -> message()
                            .equals("2 VMs are left for a person to restart (RestartNotSafe), first of all "
                                    + bench.namespace() + "/held; the StoragePath says why."));
            silence();
            assertThat(census.restarted()).containsExactly("a", "b");
            assertThat(events("Restarted")).isEqualTo(2);
            assertThat(bench.path("scratch").orElseThrow().at("/status/reason").asText())
                    .isEqualTo("RestartNotSafe");
            assertThat(bench.path("scratch").orElseThrow().at("/status/message").asText())
                    .contains("what is written on data (an emptyDisk) would be lost");
        }
    }
}
