package dev.shortpath.actor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Live migrations, placed by the real scheduler; what they must be like: KubeVirt's watch/migration. */
@Tag("cluster")
class MigrationTest {
    private static final List<String> SAID = new CopyOnWriteArrayList<>();
    private static Scene scene;
    private Act act;

    @BeforeAll
    static void begin() {
        scene = new Scene(SAID::add);
    }

    @AfterAll
    static void end() {
        scene.close();
        assertThat(SAID).noneMatch(line -> line.contains("could not") || line.contains("will try"));
    }

    @BeforeEach
    void namespace() {
        act = new Act(scene, scene.namespace());
    }

    @AfterEach
    void remove() {
        scene.remove(act.namespace());
    }

    @Test
    void the_instance_moves_to_another_node_and_back() {
        act.vm("a", "Always");
        ObjectNode before = act.running("a");

        ObjectNode there = migrated("there");
        assertThat(there.at("/metadata/uid")).isEqualTo(before.at("/metadata/uid"));
        assertThat(there.at("/status/nodeName")).isNotEqualTo(before.at("/status/nodeName"));
        ObjectNode pod = act.find(Kind.POD, Launcher.name(there)).orElseThrow();
        assertThat(pod.at("/spec/nodeName")).isEqualTo(there.at("/status/nodeName"));
        assertThat(pod.at("/metadata/labels").path("kubevirt.io/created-by")).isEqualTo(before.at("/metadata/uid"));
        assertThat(pod.at("/metadata/labels").path("kubevirt.io/migrationJobUID"))
                .isEqualTo(act.find(Kind.MIGRATION, "there").orElseThrow().at("/metadata/uid"));
        act.until(Kind.POD, Launcher.name(before), p -> phase(p).equals("Succeeded"));

        ObjectNode back = migrated("back");
        assertThat(back.at("/status/nodeName")).isEqualTo(before.at("/status/nodeName"));
        assertThat(phase(back)).isEqualTo("Running");

        act.patch(Kind.VM, "a", "{\"spec\":{\"runStrategy\":\"Halted\"}}");
        act.until(Kind.VM, "a", vm -> vm.at("/status/printableStatus").asText().equals("Stopped"));
        for (ObjectNode instance : List.of(before, there, back)) {
            assertThat(act.find(Kind.POD, Launcher.name(instance))).isEmpty();
        }
    }

    @Test
    void an_instance_that_may_run_nowhere_else_stays_where_it_is() {
        act.vm("a", "Always");
        ObjectNode before = act.running("a");
        String node = before.at("/status/nodeName").asText();
        act.patch(
                Kind.VM,
                "a",
                "{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"kubernetes.io/hostname\":\"" + node
                        + "\"}}}}}");
        act.until(Kind.VMI, "a", vmi -> vmi.at("/spec").has("nodeSelector"));

        migrate("nowhere");
        act.until(Kind.MIGRATION, "nowhere", m -> phase(m).equals("Scheduling"));
        act.until(
                Kind.POD,
                Launcher.targetName(before, act.find(Kind.MIGRATION, "nowhere").orElseThrow()),
                pod -> pod.at("/status/conditions").toString().contains("Unschedulable"));
        assertThat(act.running("a").at("/status/nodeName").asText()).isEqualTo(node);

        act.patch(Kind.VM, "a", "{\"spec\":{\"runStrategy\":\"Halted\"}}");
        act.until(Kind.MIGRATION, "nowhere", m -> phase(m).equals("Failed"));
    }

    @Test
    void what_does_not_run_does_not_migrate() {
        act.vm("a", "Halted");
        migrate("idle");
        act.until(Kind.MIGRATION, "idle", m -> phase(m).equals("Failed"));
    }

    private ObjectNode migrated(String name) {
        migrate(name);
        act.until(Kind.MIGRATION, name, m -> phase(m).equals("Succeeded"));
        return act.find(Kind.VMI, "a").orElseThrow();
    }

    private void migrate(String name) {
        scene.apply("""
                apiVersion: kubevirt.io/v1
                kind: VirtualMachineInstanceMigration
                metadata: {name: %s, namespace: %s}
                spec: {vmiName: a}
                """.formatted(name, act.namespace()));
    }

    private static String phase(ObjectNode object) {
        return object.at("/status/phase").asText();
    }
}
