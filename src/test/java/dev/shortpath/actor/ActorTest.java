package dev.shortpath.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The actor against a real API server, its scheduler and its garbage collector; what it must be like: facts of KubeVirt. */
@Tag("cluster")
class ActorTest {
    private static final ConditionFactory SOON = await().atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(50))
            .ignoreExceptions();
    private static Scene scene;
    private static final List<String> SAID = new CopyOnWriteArrayList<>();
    private static final List<String> NAMESPACES = new ArrayList<>();
    private String namespace;

    @BeforeAll
    static void begin() {
        scene = new Scene(SAID::add);
    }

    @AfterAll
    static void namespaces_go_away_whole() {
        NAMESPACES.forEach(scene::waitUntilGone);
        scene.close();
        assertThat(SAID).noneMatch(line -> line.contains("could not") || line.contains("will try"));
    }

    @BeforeEach
    void namespace() {
        namespace = scene.namespace();
        NAMESPACES.add(namespace);
    }

    @AfterEach
    void remove() {
        scene.remove(namespace);
    }

    @Test
    void halted_vm_gets_its_datavolumes_and_claims_but_no_instance() {
        scene.apply(vm("a", "Halted", "storageClassName: played-block", ""));

        until(Kind.DATA_VOLUME, "a-data", dv -> phase(dv).equals("Succeeded"));
        ObjectNode claim = until(Kind.CLAIM, "a-data", c -> phase(c).equals("Bound"));
        assertThat(claim.at("/spec/volumeMode").asText()).isEqualTo("Block");
        assertThat(claim.at("/spec/accessModes").toString()).isEqualTo("[\"ReadWriteOnce\"]");
        assertThat(claim.at("/metadata/ownerReferences/0/kind").asText()).isEqualTo("DataVolume");
        until(Kind.VM, "a", v -> v.at("/status/printableStatus").asText().equals("Stopped"));
        assertThat(scene.find(Kind.VMI, namespace, "a")).isEmpty();
    }

    @Test
    void vm_that_should_run_gets_an_instance_and_a_launcher_that_the_scheduler_places() {
        scene.apply(vm("a", "Always", "volumeMode: Filesystem", affinity("played/rack", "two")));

        ObjectNode vmi = running("a");
        assertThat(vmi.at("/status/nodeName").asText()).isEqualTo("played-2");
        assertThat(vmi.at("/spec/domain/devices/disks/0/disk/bus").asText()).isEqualTo("sata");
        JsonNode migratable = condition(vmi, "LiveMigratable");
        assertThat(migratable.path("status").asText()).isEqualTo("False");
        assertThat(migratable.path("reason").asText()).isEqualTo("DisksNotLiveMigratable");
        ObjectNode pod = scene.find(Kind.POD, namespace, Launcher.name(vmi)).orElseThrow();
        assertThat(pod.at("/metadata/labels").path("kubevirt.io/created-by").asText())
                .isEqualTo(vmi.at("/metadata/uid").asText());
        assertThat(pod.at("/spec/affinity").toString()).contains("obsolete-host-model", "played/rack");
        ObjectNode vm = until(Kind.VM, "a", v -> v.at("/status/ready").asBoolean());
        assertThat(vm.at("/status/observedGeneration").asInt()).isEqualTo(1);
        assertThat(SAID).allMatch(line -> line.startsWith("KubeVirt (played): "));
    }

    @Test
    void preference_fills_what_is_empty_and_is_kept_as_a_revision() {
        scene.apply(vm("a", "Always", "volumeMode: Block", "").replace("spec:\n  runStrategy", """
                spec:
                  preference: {name: played-scsi}
                  runStrategy"""));

        ObjectNode vmi = running("a");
        assertThat(vmi.at("/spec/domain/devices/disks/0/disk/bus").asText()).isEqualTo("scsi");
        ObjectNode vm = scene.find(Kind.VM, namespace, "a").orElseThrow();
        String revision =
                vm.at("/status/preferenceRef/controllerRevisionRef/name").asText();
        assertThat(scene.find(Kind.REVISION, namespace, revision).orElseThrow().at("/data/spec/devices"))
                .isNotEmpty();
    }

    @Test
    void changed_template_of_a_running_vm_needs_a_restart_until_it_is_taken_back_or_restarted() {
        scene.apply(vm("a", "Always", "volumeMode: Block", ""));
        ObjectNode first = running("a");

        scene.patch(Kind.VM, namespace, "a", disk("\"io\": \"native\""));
        JsonNode required = condition(until(Kind.VM, "a", v -> restart(v)), "RestartRequired");
        assertThat(required.path("message").asText())
                .isEqualTo("a non-live-updatable field was changed in the template spec");
        scene.patch(Kind.VM, namespace, "a", disk(""));
        until(
                Kind.VM,
                "a",
                v -> !restart(v) && v.at("/status/observedGeneration").asInt() == 3);

        scene.patch(Kind.VM, namespace, "a", disk("\"io\": \"native\""));
        until(Kind.VM, "a", v -> restart(v));
        scene.delete(Kind.VMI, namespace, "a");
        ObjectNode second = until(
                Kind.VMI,
                "a",
                v -> phase(v).equals("Running") && !v.at("/metadata/uid").equals(first.at("/metadata/uid")));
        assertThat(second.at("/spec/domain/devices/disks/0/io").asText()).isEqualTo("native");
        until(Kind.VM, "a", v -> !restart(v));
    }

    @Test
    void placement_follows_the_vm_alone_and_live() {
        scene.apply(vm("a", "Always", "volumeMode: Block", ""));
        ObjectNode vmi = running("a");

        scene.patch(
                Kind.VM,
                namespace,
                "a",
                "{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"played/rack\":\"one\"}}}}}");
        until(Kind.VMI, "a", v -> v.at("/spec/nodeSelector").toString().contains("one"));
        scene.patch(Kind.VMI, namespace, "a", "{\"spec\":{\"nodeSelector\":{\"played/rack\":\"two\"}}}");
        ObjectNode now = until(
                Kind.VMI,
                "a",
                v -> v.at("/metadata/generation").asInt()
                                > vmi.at("/metadata/generation").asInt() + 1
                        && v.at("/spec/nodeSelector").toString().contains("one"));
        assertThat(now.at("/metadata/uid")).isEqualTo(vmi.at("/metadata/uid"));
        assertThat(restart(scene.find(Kind.VM, namespace, "a").orElseThrow())).isFalse();
    }

    @Test
    void stop_takes_the_pod_then_the_instance_and_deletion_takes_all() {
        scene.apply(vm("a", "Always", "volumeMode: Block", ""));
        String pod = Launcher.name(running("a"));

        scene.patch(Kind.VM, namespace, "a", "{\"spec\":{\"runStrategy\":\"Halted\"}}");
        until(Kind.VM, "a", v -> v.at("/status/printableStatus").asText().equals("Stopped"));
        assertThat(scene.find(Kind.VMI, namespace, "a")).isEmpty();
        assertThat(scene.find(Kind.POD, namespace, pod)).isEmpty();

        scene.patch(Kind.VM, namespace, "a", "{\"spec\":{\"runStrategy\":\"Always\"}}");
        running("a");
        scene.delete(Kind.VM, namespace, "a");
        SOON.untilAsserted(() -> {
            assertThat(scene.find(Kind.VMI, namespace, "a")).isEmpty();
            assertThat(scene.find(Kind.CLAIM, namespace, "a-data")).isEmpty();
        });
    }

    @Test
    void unplaceable_vm_says_so() {
        scene.apply(vm("a", "Always", "volumeMode: Block", affinity("played/rack", "nowhere")));

        until(Kind.VM, "a", v -> v.at("/status/printableStatus").asText().equals("ErrorUnschedulable"));
        assertThat(phase(scene.find(Kind.VMI, namespace, "a").orElseThrow())).isEqualTo("Scheduling");
    }

    private ObjectNode running(String name) {
        return until(Kind.VMI, name, vmi -> phase(vmi).equals("Running"));
    }

    private ObjectNode until(Kind kind, String name, Predicate<ObjectNode> holds) {
        return SOON.until(() -> scene.find(kind, namespace, name).filter(holds), java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static String phase(JsonNode object) {
        return object.at("/status/phase").asText();
    }

    private static boolean restart(JsonNode vm) {
        return Conditions.holds(vm, "RestartRequired");
    }

    private static JsonNode condition(JsonNode object, String type) {
        for (JsonNode condition : object.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        throw new AssertionError("no condition " + type + " in " + object.at("/status"));
    }

    private static String disk(String more) {
        return "{\"spec\":{\"template\":{\"spec\":{\"domain\":{\"devices\":{\"disks\":[{\"name\":\"data\",\"disk\":{}"
                + (more.isEmpty() ? "" : "," + more) + "}]}}}}}}";
    }

    private static String affinity(String key, String value) {
        return """
                affinity:
                  nodeAffinity:
                    requiredDuringSchedulingIgnoredDuringExecution:
                      nodeSelectorTerms:
                      - matchExpressions: [{key: %s, operator: In, values: [%s]}]
                """.formatted(key, value);
    }

    private String vm(String name, String strategy, String storage, String more) {
        return """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: %1$s, namespace: %2$s}
                spec:
                  runStrategy: %3$s
                  dataVolumeTemplates:
                  - metadata: {name: %1$s-data}
                    spec:
                      source: {blank: {}}
                      storage:
                        %4$s
                        resources: {requests: {storage: 1Gi}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      domain:
                        memory: {guest: 1Gi}
                        devices: {disks: [{name: data, disk: {}}]}
                      volumes: [{name: data, dataVolume: {name: %1$s-data}}]
                %5$s""".formatted(name, namespace, strategy, storage, more.indent(6));
    }
}
