package dev.shortpath.probe;

import dev.shortpath.operator.Bench;
import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Nodes of a test with a probe's pod on each, its account's rights and both admission policies, as deploy/ has them. */
public final class Station implements AutoCloseable {
    public static final String NAMESPACE = "shortpath";
    public static final String PROBE = "shortpath-probe";

    /** A Node of nobody's, on which the policies are tried. */
    private static final String TRIED = "shortpath-policies-tried";

    private static final List<String> FILES = List.of(
            "operator/namespace",
            "probe/account",
            "probe/rights",
            "operator/account",
            "operator/rights",
            "policies/storagenodes",
            "policies/nodes");

    private final KubernetesClient admin = TestCluster.shared().client();
    private final String suffix = UUID.randomUUID().toString().substring(0, 6);
    private final List<HasMetadata> made = new ArrayList<>();

    public Station() {
        Bench.ourKinds();
        FILES.forEach(f -> documents(f).forEach(this::apply));
        awaitPolicies();
    }

    public KubernetesClient admin() {
        return admin;
    }

    /** A name of this test's own. */
    public String named(String name) {
        return name + "-" + suffix;
    }

    /** Creates a Node with its kubelet's labels. */
    public Node node(String name) {
        Node node = admin.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("kubernetes.io/hostname", name)
                        .endMetadata()
                        .build())
                .create();
        made.add(node);
        return node;
    }

    /** A pod of an account of the namespace on a node, as a DaemonSet's would be. */
    public Pod pod(String node, String account) {
        String name = account + "-" + UUID.randomUUID().toString().substring(0, 8);
        String manifest = """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: shortpath, labels: {shortpath.test/node: %s}}
                spec:
                  nodeName: %s
                  serviceAccountName: %s
                  terminationGracePeriodSeconds: 0
                  tolerations: [{operator: Exists}]
                  securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: probe
                    image: shortpath:0.1.0
                    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """.formatted(name, node, node, account);
        Pod pod = admin.resource(Serialization.unmarshal(manifest, Pod.class)).create();
        made.add(pod);
        return pod;
    }

    /** A token as the kubelet mounts it into that pod. */
    public String token(Pod pod) {
        return admin.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(pod.getSpec().getServiceAccountName())
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withNewBoundObjectRef()
                        .withApiVersion("v1")
                        .withKind("Pod")
                        .withName(pod.getMetadata().getName())
                        .withUid(pod.getMetadata().getUid())
                        .endBoundObjectRef()
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    /** A probe's token on that node. */
    public String token(String node) {
        return token(pod(node, PROBE));
    }

    /** A token of an account that is bound to nothing. */
    public String unbound(String account) {
        return admin.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(account)
                .tokenRequest(new TokenRequest())
                .getStatus()
                .getToken();
    }

    public KubernetesClient client(String token) {
        return new KubernetesClientBuilder().withConfig(config(token)).build();
    }

    Config config(String token) {
        Config known = admin.getConfiguration();
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(known.getMasterUrl())
                .withCaCertData(known.getCaCertData())
                .withCaCertFile(known.getCaCertFile())
                .withOauthToken(token)
                .withRequestRetryBackoffLimit(0)
                .build();
    }

    public void apply(String document) {
        admin.resource(document).fieldManager("installation").forceConflicts().serverSideApply();
    }

    /** Documents of a file under deploy/. */
    public static List<String> documents(String file) {
        try {
            return List.of(Files.readString(Path.of("deploy/" + file + ".yaml")).split("\n---\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The API server takes a moment to learn of a policy. */
    public void awaitPolicies() {
        made.add(admin.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(TRIED)
                        .endMetadata()
                        .build())
                .serverSideApply());
        try (KubernetesClient probe = client(unbound(PROBE));
                KubernetesClient operator = client(unbound("shortpath-operator"))) {
            Bench.patiently()
                    .atMost(java.time.Duration.ofSeconds(20))
                    .until(() -> refused(Asking.of(
                            probe,
                            "POST",
                            "apis/shortpath.dev/v1alpha1/storagenodes?dryRun=All",
                            Asking.JSON,
                            storageNode("nobody"))));
            Bench.patiently()
                    .atMost(java.time.Duration.ofSeconds(20))
                    .until(() -> refused(Asking.of(
                            operator,
                            "PATCH",
                            "api/v1/nodes/" + TRIED + "?dryRun=All",
                            Asking.MERGE,
                            "{\"metadata\":{\"labels\":{\"probing\":\"policy\"}}}")));
        }
    }

    static String storageNode(String name) {
        return "{\"apiVersion\":\"shortpath.dev/v1alpha1\",\"kind\":\"StorageNode\",\"metadata\":{\"name\":\"" + name
                + "\"}}";
    }

    private static boolean refused(Asking asking) {
        return asking.message().contains("ValidatingAdmissionPolicy");
    }

    @Override
    public void close() {
        for (HasMetadata object : made.reversed()) {
            admin.resource(object).withGracePeriod(0).delete();
            if (object instanceof Node node) {
                admin.genericKubernetesResources("shortpath.dev/v1alpha1", "StorageNode")
                        .withName(node.getMetadata().getName())
                        .delete();
            }
        }
    }
}
