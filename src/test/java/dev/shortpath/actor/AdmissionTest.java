package dev.shortpath.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.testcluster.TestCluster;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of a VMI or launcher pod that admission changed at its CREATE: as was seen with the real virt-controller. */
@Tag("cluster")
class AdmissionTest {
    private static final List<String> SAID = new CopyOnWriteArrayList<>();
    private static final String AFFINITY = """
            {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [\
            {"matchExpressions": [{"key": "played/rack", "operator": "Exists"}]}]}}}""";
    private static final String POLICIES = "admissionregistration.k8s.io/v1";
    private static Scene scene;
    private Act act;

    @BeforeAll
    static void begin() {
        assumeThat(TestCluster.shared().client().getApiResources(POLICIES).getResources())
                .as("the API server serves MutatingAdmissionPolicies, from 1.36 on")
                .anyMatch(r -> r.getKind().equals("MutatingAdmissionPolicy"));
        scene = new Scene(SAID::add);
    }

    @AfterAll
    static void end() {
        if (scene == null) {
            return;
        }
        scene.close();
        assertThat(SAID).noneMatch(line -> line.contains("could not") || line.contains("will try"));
    }

    @BeforeEach
    void policy() {
        act = new Act(scene, scene.namespace());
        scene.apply(policyOfAVmi());
        await().ignoreExceptions()
                .until(() -> scene.admitted("""
                apiVersion: kubevirt.io/v1
                kind: VirtualMachineInstance
                metadata: {name: probe, namespace: %s}
                spec: {domain: {devices: {disks: [{name: data, disk: {}}]}}}
                """.formatted(act.namespace()))
                        .at("/metadata/annotations")
                        .has("played/creator"));
    }

    @AfterEach
    void remove() {
        scene.withdraw(policyOfAVmi());
        scene.remove(act.namespace());
    }

    @Test
    void a_changed_disk_stays_and_asks_for_no_restart() {
        act.vm("a", "Always");

        ObjectNode vmi = act.running("a");
        assertThat(vmi.at("/spec/domain/devices/disks/0/io").asText()).isEqualTo("threads");
        ObjectNode vm = act.until(Kind.VM, "a", v -> v.at("/status/ready").asBoolean());
        assertThat(Conditions.holds(vm, "RestartRequired")).isFalse();
        assertThat(vm.at("/spec/template/spec/domain/devices/disks/0").has("io"))
                .isFalse();

        act.patch(Kind.VM, "a", "{\"spec\":{\"template\":{\"spec\":{\"domain\":{\"ioThreadsPolicy\":\"auto\"}}}}}");
        act.until(Kind.VM, "a", v -> Conditions.holds(v, "RestartRequired"));
    }

    @Test
    void affinity_is_taken_back_from_the_instance_while_its_first_launcher_has_it() {
        act.vm("a", "Always");

        ObjectNode vmi = act.running("a");
        act.until(Kind.VMI, "a", v -> !v.at("/spec").has("affinity"));
        ObjectNode pod = act.find(Kind.POD, Launcher.name(vmi)).orElseThrow();
        assertThat(pod.at("/spec/affinity").toString()).contains("played/rack");
        assertThat(vmi.at("/metadata/uid"))
                .isEqualTo(act.find(Kind.VMI, "a").orElseThrow().at("/metadata/uid"));
    }

    @Test
    void admission_sees_kubevirts_controller() {
        act.vm("a", "Always");

        assertThat(act.running("a")
                        .at("/metadata/annotations")
                        .path("played/creator")
                        .asText())
                .isEqualTo("system:serviceaccount:kubevirt:kubevirt-controller");
    }

    private String policyOfAVmi() {
        return """
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingAdmissionPolicy
                metadata: {name: %1$s}
                spec:
                  failurePolicy: Fail
                  reinvocationPolicy: Never
                  matchConstraints:
                    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
                    resourceRules:
                    - {apiGroups: [kubevirt.io], apiVersions: [v1], resources: [virtualmachineinstances], operations: [CREATE]}
                  mutations:
                  - patchType: JSONPatch
                    jsonPatch:
                      expression: >-
                        (has(object.metadata.annotations) ? [] :
                          [JSONPatch{op: "add", path: "/metadata/annotations", value: {}}]) +
                        [JSONPatch{op: "add", path: "/metadata/annotations/played~1creator", value: request.userInfo.username},
                         JSONPatch{op: "add", path: "/spec/domain/devices/disks/0/io", value: "threads"},
                         JSONPatch{op: "add", path: "/spec/affinity", value: %2$s}]
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: MutatingAdmissionPolicyBinding
                metadata: {name: %1$s}
                spec: {policyName: %1$s}
                """.formatted(act.namespace(), AFFINITY);
    }
}
