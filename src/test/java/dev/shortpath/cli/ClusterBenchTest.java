package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.actor.Actor;
import dev.shortpath.operator.Bench;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `shortpath bench` on the real API server; KubeVirt is played, and so is what the guests measured. */
@Tag("cluster")
class ClusterBenchTest {
    private final TestCluster cluster = TestCluster.shared();
    private final KubernetesClient client = cluster.client();

    @TempDir
    private Path folder;

    private String namespace;
    private Actor actor;

    @BeforeEach
    void open() {
        Bench.ourKinds();
        namespace = cluster.freshNamespace("bench");
        actor = new Actor(client, line -> {});
        for (String document : SETTING.replace("NS", namespace).split("---\n")) {
            client.resource(document).create();
        }
    }

    @AfterEach
    void close() {
        client.genericKubernetesResources("kubevirt.io/v1", "VirtualMachine")
                .inNamespace(namespace)
                .delete();
        actor.close();
        client.nodes().withName(namespace).delete();
        client.storage().v1().storageClasses().withName(namespace).delete();
        client.genericKubernetesResources("shortpath.dev/v1alpha1", "StorageProfile")
                .withName(namespace)
                .delete();
    }

    private static final String SETTING = """
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: NS}
            provisioner: topolvm.io
            ---
            apiVersion: shortpath.dev/v1alpha1
            kind: StorageProfile
            metadata: {name: NS}
            spec:
              allowedNamespaces: {matchLabels: {kubernetes.io/metadata.name: NS}}
              disks: [{name: fast, io: threads, cache: none}]
            ---
            apiVersion: kubevirt.io/v1
            kind: VirtualMachine
            metadata: {name: orders, namespace: NS, labels: {shortpath.dev/profile: NS}}
            spec:
              runStrategy: Halted
              dataVolumeTemplates:
              - metadata: {name: orders-data}
                spec:
                  source: {blank: {}}
                  storage: {storageClassName: NS, volumeMode: Block, resources: {requests: {storage: 1Gi}}}
              template:
                spec:
                  nodeSelector: {kubernetes.io/hostname: NS}
                  domain:
                    cpu: {cores: 4}
                    memory: {guest: 1Gi}
                    devices: {disks: [{name: data, disk: {bus: virtio}}]}
                  volumes: [{name: data, dataVolume: {name: orders-data}}]
            """;

    /** Ready from the start, so that KWOK gives it no name that leads nowhere. */
    private static final String NODE = """
            apiVersion: v1
            kind: Node
            metadata: {name: NS, labels: {kubevirt.io/schedulable: "true", kubernetes.io/arch: amd64, kubernetes.io/hostname: NS}}
            status:
              allocatable: {cpu: "8", memory: 32Gi, pods: "110"}
              addresses: [{type: InternalIP, address: 127.0.0.1}]
              conditions: [{type: Ready, status: "True", reason: KubeletReady, message: played}]
              daemonEndpoints: {kubeletEndpoint: {Port: PORT}}
            """;

    private Ran bench(UnaryOperator<String> console, String... more) throws Exception {
        return benchAs(cluster.kubeconfig(), console, more);
    }

    private Ran benchAs(Path kubeconfig, UnaryOperator<String> console, String... more) throws Exception {
        try (PlayedConsoles consoles = new PlayedConsoles(console)) {
            client.resource(NODE.replace("NS", namespace).replace("PORT", "" + consoles.port()))
                    .create();
            List<String> line =
                    new ArrayList<>(List.of("bench", namespace + "/orders", "--kubeconfig", kubeconfig.toString()));
            line.addAll(List.of(more));
            return Ran.of(line.toArray(String[]::new));
        }
    }

    private List<String> left() {
        List<String> names = new ArrayList<>();
        client.genericKubernetesResources("kubevirt.io/v1", "VirtualMachine")
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(vm -> names.add(vm.getMetadata().getName()));
        client.secrets()
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(s -> names.add(s.getMetadata().getName()));
        return names;
    }

    @Test
    void aGainIsMeasuredStoredAndEverythingElseTakenAway() throws Exception {
        Ran ran = bench(pod -> pod.contains("-bench-profile")
                ? PlayedConsoles.rounds(0, 7, 200_000)
                : PlayedConsoles.rounds(1, 7, 100_000));

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("summary: rate 2.00 times, a gain").contains("rounds: 7 on each side");
        assertThat(ran.err())
                .contains("made " + namespace + "/orders-bench-profile and orders-bench-default")
                .contains("round 7 of 7")
                .contains("written to ConfigMap " + namespace + "/orders-measured");
        assertThat(left()).containsExactly("orders");
        var map = client.configMaps()
                .inNamespace(namespace)
                .withName("orders-measured")
                .get();
        assertThat(map.getMetadata().getLabels()).containsEntry("shortpath.dev/measured", "true");
        assertThat(map.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(o -> assertThat(o.getName()).isEqualTo("orders"));
        assertThat(map.getData()).containsEntry("disk", "data").containsEntry("profile", namespace);
    }

    @Test
    void aGuestThatGivesUpIsToldAndEverythingTakenAway() throws Exception {
        Ran ran = bench(pod -> PlayedConsoles.line("{\"failed\":\"the image has no fio\"}"));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains("shortpath: not measured: " + namespace + "/orders-bench-")
                .contains(": the image has no fio");
        assertThat(left()).as(ran.err()).containsExactly("orders");
        assertThat(client.configMaps()
                        .inNamespace(namespace)
                        .withName("orders-measured")
                        .get())
                .isNull();
    }

    @Test
    void aConfigMapOfSomebodyElseIsLeftAlone() throws Exception {
        client.resource("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: orders-measured, namespace: NS}
                data: {mine: "1"}
                """.replace("NS", namespace)).create();

        Ran ran = bench(pod -> pod.contains("-bench-profile")
                ? PlayedConsoles.rounds(0, 7, 200_000)
                : PlayedConsoles.rounds(1, 7, 100_000));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("summary: rate 2.00 times, a gain");
        assertThat(ran.err())
                .contains("shortpath: not kept: ConfigMap " + namespace + "/orders-measured is somebody else's")
                .doesNotContain("not measured");
        var map = client.configMaps()
                .inNamespace(namespace)
                .withName("orders-measured")
                .get();
        assertThat(map.getData()).containsOnlyKeys("mine");
        assertThat(map.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(left()).containsExactly("orders");
    }

    @Test
    void aClaimThatHasTheNameOfItsDiskIsNeverWrittenOver() throws Exception {
        client.resource("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: orders-bench-default, namespace: NS}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """.replace("NS", namespace)).create();

        Ran ran = bench(pod -> PlayedConsoles.line("{\"failed\":\"no\"}"));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains("there is a PersistentVolumeClaim " + namespace + "/orders-bench-default")
                .contains("kubectl delete datavolume,pvc -n " + namespace + " orders-bench-default");
        assertThat(left()).as("nothing stays").containsExactly("orders");
    }

    @Test
    void whatADryRunPrintsIsTakenByTheApiServer() throws Exception {
        Ran ran = Ran.of(
                "bench",
                "orders",
                "-n",
                namespace,
                "--dry-run",
                "-o",
                "json",
                "--kubeconfig",
                cluster.kubeconfig().toString());

        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode items = new ObjectMapper().readTree(ran.out()).path("items");
        assertThat(items).hasSize(4);
        for (JsonNode item : items) {
            client.resource(client.getKubernetesSerialization().convertValue(item, GenericKubernetesResource.class))
                    .dryRun()
                    .create();
        }
        assertThat(items.get(2).at("/spec/template/spec/domain/devices/disks/2"))
                .asString()
                .contains("\"io\":\"threads\"", "\"cache\":\"none\"");
        assertThat(items.get(3).at("/spec/template/spec/domain/devices/disks/2"))
                .asString()
                .doesNotContain("\"io\"", "\"cache\"");
        assertThat(left()).containsExactly("orders");
    }

    @Test
    void whatIsLeftOfAnotherMeasurementIsToldWithTheWayToBeRidOfIt() throws Exception {
        assertThat(bench(pod -> PlayedConsoles.line("{\"failed\":\"no\"}"), "--keep")
                        .code())
                .isEqualTo(1);
        assertThat(left()).hasSize(5);

        Ran again = Ran.of(
                "bench",
                namespace + "/orders",
                "--kubeconfig",
                cluster.kubeconfig().toString());

        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("kubectl delete vm,secret -n " + namespace + " -l shortpath.dev/bench=orders");
        assertThat(left()).hasSize(5);
    }

    /** What KubeVirt and deploy/operator/roles.yaml add to `edit` on other clusters. */
    private static final String USER = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: edit, namespace: NS}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
            subjects: [{kind: ServiceAccount, name: default, namespace: NS}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: vms, namespace: NS}
            rules: [{apiGroups: [kubevirt.io], resources: [virtualmachines, virtualmachineinstances], verbs: ["*"]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: vms, namespace: NS}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: vms}
            subjects: [{kind: ServiceAccount, name: default, namespace: NS}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: NS}
            rules: [{apiGroups: [shortpath.dev], resources: [storageprofiles], verbs: [list]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: NS}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: NS}
            subjects: [{kind: ServiceAccount, name: default, namespace: NS}]
            """;

    @Test
    void aUserWhoMayEditTheNamespaceCanMeasure() throws Exception {
        for (String document : USER.replace("NS", namespace).split("---\n")) {
            client.resource(document).create();
        }
        String token = client.serviceAccounts()
                .inNamespace(namespace)
                .withName("default")
                .tokenRequest()
                .getStatus()
                .getToken();
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: a
                contexts: [{name: a, context: {cluster: a, user: a}}]
                clusters: [{name: a, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
                users: [{name: a, user: {token: "%s"}}]
                """.formatted(client.getMasterUrl(), token));

        Ran ran = benchAs(
                kubeconfig,
                pod -> pod.contains("-bench-profile")
                        ? PlayedConsoles.rounds(0, 7, 100_000)
                        : PlayedConsoles.rounds(1, 7, 100_000));

        client.rbac().clusterRoleBindings().withName(namespace).delete();
        client.rbac().clusterRoles().withName(namespace).delete();
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("warning: this user may not list Node of v1");
        assertThat(ran.out()).contains("summary: no difference that can be told from noise");
        assertThat(left()).containsExactly("orders");
    }
}
