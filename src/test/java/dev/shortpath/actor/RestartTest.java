package dev.shortpath.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restart asked of the API server, which asks the door; what it must answer: KubeVirt's pkg/virt-api/rest. */
@Tag("cluster")
class RestartTest {
    private static final List<String> SAID = new CopyOnWriteArrayList<>();
    private static final TestCluster CLUSTER = TestCluster.shared();
    private static Scene scene;
    private static RestartDoor door;
    private Act act;

    @BeforeAll
    static void begin() throws IOException {
        scene = new Scene(SAID::add);
        door = RestartDoor.open(CLUSTER.client(), CLUSTER.kubeconfig(), SAID::add);
    }

    @AfterAll
    static void end() {
        door.close();
        scene.close();
        assertThat(CLUSTER.client()
                        .apiServices()
                        .withName("v1.subresources.kubevirt.io")
                        .get())
                .isNull();
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

    @ParameterizedTest
    @ValueSource(strings = {"Always", "RerunOnFailure", "Manual"})
    void another_instance_runs_and_no_request_is_left(String strategy) {
        act.vm("a", strategy.equals("Manual") ? "Always" : strategy);
        ObjectNode before = act.running("a");
        act.patch(Kind.VM, "a", "{\"spec\":{\"runStrategy\":\"" + strategy + "\"}}");

        restart(CLUSTER.client(), "a", "");

        act.runningAfter(before);
        act.until(
                Kind.VM,
                "a",
                vm -> vm.at("/status/ready").asBoolean()
                        && vm.at("/status/stateChangeRequests").isEmpty());
    }

    @Test
    void a_template_that_waited_for_the_restart_comes_true() {
        act.vm("a", "Always");
        ObjectNode before = act.running("a");
        act.patch(Kind.VM, "a", "{\"spec\":{\"template\":{\"spec\":{\"domain\":{\"ioThreadsPolicy\":\"auto\"}}}}}");
        act.until(Kind.VM, "a", vm -> Conditions.holds(vm, "RestartRequired"));

        restart(CLUSTER.client(), "a", "{\"gracePeriodSeconds\":0}");

        assertThat(act.runningAfter(before).at("/spec/domain/ioThreadsPolicy").asText())
                .isEqualTo("auto");
        act.until(Kind.VM, "a", vm -> !Conditions.holds(vm, "RestartRequired"));
    }

    @Test
    void what_cannot_be_restarted_is_refused_in_kubevirts_words() {
        act.vm("halted", "Halted");
        act.vm("idle", "Manual");

        refused("nobody", "", 404, "virtualmachine.kubevirt.io \"nobody\" not found");
        refused("halted", "", 409, "RunStategy Halted does not support manual restart requests");
        refused("idle", "", 409, "VM is not running");
        refused("idle", "{\"gracePeriodSeconds\":5}", 400, "only gracePeriod=0 is supported");
        refused("idle", "no JSON", 400, "Can not unmarshal");
    }

    @Test
    void a_dry_run_restarts_nothing() {
        act.vm("a", "Always");
        ObjectNode before = act.running("a");

        restart(CLUSTER.client(), "a", "{\"dryRun\":[\"All\"]}");

        ObjectNode vm = act.find(Kind.VM, "a").orElseThrow();
        assertThat(vm.at("/status/stateChangeRequests").isEmpty()).isTrue();
        assertThat(act.find(Kind.VMI, "a").orElseThrow().at("/metadata/uid")).isEqualTo(before.at("/metadata/uid"));
    }

    @Test
    void a_held_pod_keeps_the_next_instance_from_becoming_ready() {
        act.vm("a", "Always");
        ObjectNode before = act.running("a");
        act.patch(
                Kind.VM,
                "a",
                "{\"spec\":{\"template\":{\"metadata\":{\"labels\":{\"shortpath.test/hold\":\"Pending\"}}}}}");

        restart(CLUSTER.client(), "a", "");

        act.until(
                Kind.VMI,
                "a",
                vmi -> !vmi.at("/metadata/uid").equals(before.at("/metadata/uid"))
                        && vmi.at("/status/phase").asText().equals("Scheduled"));
        act.until(Kind.VM, "a", vm -> !vm.at("/status/ready").asBoolean());
    }

    @Test
    void the_agent_connects_when_the_test_says_so() {
        act.vm("early", "Always", "", "shortpath.test/agent: Connected");
        act.vm("late", "Always");

        act.until(Kind.VMI, "early", vmi -> Conditions.holds(vmi, "AgentConnected"));
        assertThat(Conditions.holds(act.running("late"), "AgentConnected")).isFalse();
        act.patch(Kind.VMI, "late", "{\"metadata\":{\"annotations\":{\"shortpath.test/agent\":\"Connected\"}}}");
        act.until(Kind.VM, "late", vm -> Conditions.holds(vm, "AgentConnected"));
    }

    @Test
    void who_may_not_update_the_subresource_does_not_come_through() {
        act.vm("a", "Always");
        act.running("a");
        Config stranger = new ConfigBuilder(CLUSTER.client().getConfiguration())
                .withImpersonateUsername("stranger")
                .build();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(stranger).build()) {
            assertThatThrownBy(() -> restart(client, "a", ""))
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            e -> assertThat(e.getCode()).isEqualTo(403));
        }
    }

    private void restart(KubernetesClient client, String name, String body) {
        String path = DoorSign.PATH + "/namespaces/" + act.namespace() + "/virtualmachines/" + name + "/restart";
        client.raw(path, "PUT", body);
    }

    private void refused(String name, String body, int code, String message) {
        assertThatThrownBy(() -> restart(CLUSTER.client(), name, body))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
