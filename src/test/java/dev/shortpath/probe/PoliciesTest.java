package dev.shortpath.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.operator.Bench;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the accounts of probe and operator may write, request by request, on a real API server. */
@Tag("cluster")
class PoliciesTest {
    private static final String KIND = "apis/shortpath.dev/v1alpha1/storagenodes";
    private static final String EVENTS = "apis/events.k8s.io/v1/namespaces/default/events";
    private static final String OWN = "shortpath-probe-own-node";
    private static final String LABELS = "shortpath-operator-node-labels";

    private Station station;
    private String n1;
    private String n2;
    private String uid1;
    private String uid2;
    private final List<KubernetesClient> clients = new ArrayList<>();

    /** Who refuses: a policy by its name, or RBAC. */
    private enum By {
        NOBODY(""),
        OWN_NODE(OWN),
        NODE_LABELS(LABELS),
        RBAC("cannot");

        private final String word;

        By(String word) {
            this.word = word;
        }
    }

    private record Case(
            String what, KubernetesClient who, String method, String path, String type, String body, By by) {
        Asking ask() {
            return Asking.of(who, method, path, type, body);
        }
    }

    @BeforeEach
    void open() {
        station = new Station();
        n1 = station.named("n1");
        n2 = station.named("n2");
        uid1 = station.node(n1).getMetadata().getUid();
        uid2 = station.node(n2).getMetadata().getUid();
    }

    @AfterEach
    void close() {
        clients.forEach(KubernetesClient::close);
        station.close();
    }

    private KubernetesClient client(String token) {
        KubernetesClient client = station.client(token);
        clients.add(client);
        return client;
    }

    private static String node(String name, String metadata) {
        return node(name, metadata, "");
    }

    private static String node(String name, String metadata, String more) {
        return "{\"apiVersion\":\"shortpath.dev/v1alpha1\",\"kind\":\"StorageNode\",\"metadata\":{\"name\":\"" + name
                + "\"" + metadata + "}" + more + "}";
    }

    private static String owner(String version, String kind, String name, String uid) {
        return ",\"ownerReferences\":[{\"apiVersion\":\"" + version + "\",\"kind\":\"" + kind + "\",\"name\":\"" + name
                + "\",\"uid\":\"" + uid + "\"}]";
    }

    private static String event(String kind, String about) {
        return "{\"apiVersion\":\"events.k8s.io/v1\",\"kind\":\"Event\",\"metadata\":{\"generateName\":\"e-\"},"
                + "\"eventTime\":\"2026-11-22T21:00:00.000000Z\",\"reportingController\":\"shortpath.dev/probe\","
                + "\"reportingInstance\":\"n\",\"type\":\"Warning\",\"reason\":\"DriveReplaced\",\"action\":\"Observe\","
                + "\"note\":\"x\",\"regarding\":{\"apiVersion\":\"shortpath.dev/v1alpha1\",\"kind\":\"" + kind
                + "\",\"name\":\"" + about + "\"}}";
    }

    private void all(List<Case> cases) {
        SoftAssertions softly = new SoftAssertions();
        for (Case c : cases) {
            Asking said = c.ask();
            System.out.printf("%-9s %-52s %s%n", said.allowed() ? "allowed" : said.code(), c.what(), said.message());
            softly.assertThat(said.allowed())
                    .as(c.what() + ": " + said.code() + " " + said.message())
                    .isEqualTo(c.by() == By.NOBODY);
            softly.assertThat(said.message()).as(c.what()).contains(c.by().word);
        }
        softly.assertAll();
    }

    private static final String STATUS = ",\"status\":{\"kernel\":\"6.12.48\"}";

    @Test
    void aProbeWritesItsOwnNodesStorageNodeAndNoOther() {
        KubernetesClient probe = client(station.token(n1));
        station.apply(node(n2, ""));
        String own = KIND + "/" + n1;
        String other = KIND + "/" + n2;
        String mine = owner("v1", "Node", n1, uid1);
        all(List.of(
                new Case("create its own", probe, "POST", KIND, Asking.JSON, node(n1, mine), By.NOBODY),
                new Case("apply its own", probe, "PATCH", own, Asking.SSA, node(n1, mine), By.NOBODY),
                new Case(
                        "apply its status",
                        probe,
                        "PATCH",
                        own + "/status",
                        Asking.SSA,
                        node(n1, "", STATUS),
                        By.NOBODY),
                new Case(
                        "merge its status",
                        probe,
                        "PATCH",
                        own + "/status",
                        Asking.MERGE,
                        "{" + STATUS.substring(1) + "}",
                        By.NOBODY),
                new Case(
                        "event about its own", probe, "POST", EVENTS, Asking.JSON, event("StorageNode", n1), By.NOBODY),
                new Case("create another's", probe, "POST", KIND, Asking.JSON, node(n2 + "x", ""), By.OWN_NODE),
                new Case("apply another's", probe, "PATCH", other, Asking.SSA, node(n2, ""), By.OWN_NODE),
                new Case(
                        "apply another's that is not there",
                        probe,
                        "PATCH",
                        other + "x",
                        Asking.SSA,
                        node(n2 + "x", ""),
                        By.OWN_NODE),
                new Case(
                        "merge another's",
                        probe,
                        "PATCH",
                        other,
                        Asking.MERGE,
                        "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}",
                        By.OWN_NODE),
                new Case(
                        "apply another's status",
                        probe,
                        "PATCH",
                        other + "/status",
                        Asking.SSA,
                        node(n2, "", STATUS),
                        By.OWN_NODE),
                new Case(
                        "merge another's status",
                        probe,
                        "PATCH",
                        other + "/status",
                        Asking.MERGE,
                        "{" + STATUS.substring(1) + "}",
                        By.OWN_NODE),
                new Case("delete another's", probe, "DELETE", other, Asking.JSON, "{}", By.RBAC),
                new Case("delete its own", probe, "DELETE", own, Asking.JSON, "{}", By.RBAC),
                new Case("list", probe, "GET", KIND, Asking.JSON, null, By.RBAC),
                new Case(
                        "create by generateName",
                        probe,
                        "POST",
                        KIND,
                        Asking.JSON,
                        node("", "").replace("\"name\":\"\"", "\"generateName\":\"" + n1 + "\""),
                        By.OWN_NODE),
                new Case(
                        "create its own with a generateName",
                        probe,
                        "POST",
                        KIND,
                        Asking.JSON,
                        node(n1, ",\"generateName\":\"x-\""),
                        By.OWN_NODE),
                new Case(
                        "a finalizer",
                        probe,
                        "PATCH",
                        own,
                        Asking.SSA,
                        node(n1, ",\"finalizers\":[\"x.example/y\"]"),
                        By.OWN_NODE),
                new Case(
                        "a label", probe, "PATCH", own, Asking.SSA, node(n1, ",\"labels\":{\"a\":\"b\"}"), By.OWN_NODE),
                new Case(
                        "an annotation",
                        probe,
                        "PATCH",
                        own,
                        Asking.MERGE,
                        "{\"metadata\":{\"annotations\":{\"a\":\"b\"}}}",
                        By.OWN_NODE),
                new Case(
                        "another node as owner",
                        probe,
                        "PATCH",
                        own,
                        Asking.SSA,
                        node(n1, owner("v1", "Node", n2, uid2)),
                        By.OWN_NODE),
                new Case(
                        "its node by another's uid",
                        probe,
                        "PATCH",
                        own,
                        Asking.SSA,
                        node(n1, owner("v1", "Node", n1, uid2)),
                        By.OWN_NODE),
                new Case(
                        "an owner of another kind",
                        probe,
                        "PATCH",
                        own,
                        Asking.SSA,
                        node(n1, owner("v1", "ConfigMap", n1, uid1)),
                        By.OWN_NODE),
                new Case(
                        "event about another's",
                        probe,
                        "POST",
                        EVENTS,
                        Asking.JSON,
                        event("StorageNode", n2),
                        By.OWN_NODE),
                new Case(
                        "its owner taken off",
                        probe,
                        "PATCH",
                        own,
                        Asking.MERGE,
                        "{\"metadata\":{\"ownerReferences\":null}}",
                        By.OWN_NODE),
                new Case("event about a Node", probe, "POST", EVENTS, Asking.JSON, event("Node", n1), By.OWN_NODE),
                new Case(
                        "event that names another object too",
                        probe,
                        "POST",
                        EVENTS,
                        Asking.JSON,
                        event("StorageNode", n1)
                                .replace(
                                        "\"note\"",
                                        "\"related\":{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"name\":\"x\"},\"note\""),
                        By.OWN_NODE),
                new Case(
                        "event about another group's kind",
                        probe,
                        "POST",
                        EVENTS,
                        Asking.JSON,
                        event("StorageNode", n1).replace("shortpath.dev/v1alpha1", "v1"),
                        By.OWN_NODE),
                new Case(
                        "event in the kubelet's name",
                        probe,
                        "POST",
                        EVENTS,
                        Asking.JSON,
                        event("StorageNode", n1).replace("shortpath.dev/probe", "kubelet"),
                        By.OWN_NODE),
                new Case(
                        "event that stays for ever",
                        probe,
                        "POST",
                        EVENTS,
                        Asking.JSON,
                        event("StorageNode", n1).replace("\"e-\"", "\"e-\",\"finalizers\":[\"example.com/keep\"]"),
                        By.OWN_NODE),
                new Case(
                        "label its node",
                        probe,
                        "PATCH",
                        "api/v1/nodes/" + n1,
                        Asking.MERGE,
                        "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}",
                        By.RBAC),
                new Case("read its node", probe, "GET", "api/v1/nodes/" + n1, Asking.JSON, null, By.RBAC)));
    }

    @Test
    void aTokenThatIsBoundToNoPodWritesNothing() {
        KubernetesClient loose = client(station.unbound(Station.PROBE));
        String own = KIND + "/" + n1;
        all(List.of(
                new Case("create, unbound", loose, "POST", KIND, Asking.JSON, node(n1, ""), By.OWN_NODE),
                new Case("apply, unbound", loose, "PATCH", own, Asking.SSA, node(n1, ""), By.OWN_NODE),
                new Case("event, unbound", loose, "POST", EVENTS, Asking.JSON, event("StorageNode", n1), By.OWN_NODE)));
    }

    @Test
    void anotherAccountOfTheNamespaceHasNoRightAtAll() {
        KubernetesClient other = client(station.token(station.pod(n1, "default")));
        all(List.of(
                new Case("create, as another account", other, "POST", KIND, Asking.JSON, node(n1, ""), By.RBAC),
                new Case(
                        "status, as another account",
                        other,
                        "PATCH",
                        KIND + "/" + n1 + "/status",
                        Asking.SSA,
                        node(n1, "", STATUS),
                        By.RBAC)));
    }

    @Test
    void itIsThePolicyThatKeepsAProbeFromAnothersStorageNode() {
        KubernetesClient probe = client(station.token(n1));
        station.apply(node(n2, ""));
        Case c = new Case(
                "apply another's status, no binding",
                probe,
                "PATCH",
                KIND + "/" + n2 + "/status",
                Asking.SSA,
                node(n2, "", STATUS),
                By.NOBODY);
        assertThat(c.ask().allowed()).isFalse();
        unbound(OWN, c);
    }

    /** Without the binding the same request is let through. */
    private void unbound(String policy, Case c) {
        var bindings = station.admin().admissionRegistration().v1().validatingAdmissionPolicyBindings();
        bindings.withName(policy).delete();
        try {
            Bench.patiently().until(() -> c.ask().allowed());
            all(List.of(c));
        } finally {
            station.apply(Station.documents(policy.equals(OWN) ? "policies/storagenodes" : "policies/nodes")
                    .getLast());
            station.awaitPolicies();
        }
    }

    private static String labels(String json) {
        return "{\"metadata\":{\"labels\":" + json + "}}";
    }

    private String labelled(String json) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"" + n1 + "\",\"labels\":" + json
                + "}}";
    }

    @Test
    void theOperatorTouchesNoLabelOfANodeButOurs() {
        KubernetesClient operator = client(station.unbound("shortpath-operator"));
        String n = "api/v1/nodes/" + n1;
        all(List.of(
                new Case(
                        "our label by apply",
                        operator,
                        "PATCH",
                        n,
                        Asking.SSA,
                        labelled("{\"shortpath.dev/iommu\":\"ready\"}"),
                        By.NOBODY),
                new Case(
                        "our label by merge",
                        operator,
                        "PATCH",
                        n,
                        Asking.MERGE,
                        labels("{\"shortpath.dev/vfio\":\"ready\"}"),
                        By.NOBODY),
                new Case(
                        "our label by strategic merge",
                        operator,
                        "PATCH",
                        n,
                        Asking.STRATEGIC,
                        labels("{\"shortpath.dev/nvme-ready\":\"2\"}"),
                        By.NOBODY),
                new Case("our label taken away", operator, "PATCH", n, Asking.SSA, labelled("{}"), By.NOBODY),
                new Case(
                        "a foreign label",
                        operator,
                        "PATCH",
                        n,
                        Asking.MERGE,
                        labels("{\"a.example/b\":\"c\"}"),
                        By.NODE_LABELS),
                new Case(
                        "a foreign label changed",
                        operator,
                        "PATCH",
                        n,
                        Asking.MERGE,
                        labels("{\"kubernetes.io/hostname\":\"x\"}"),
                        By.NODE_LABELS),
                new Case(
                        "a foreign label taken away",
                        operator,
                        "PATCH",
                        n,
                        Asking.MERGE,
                        labels("{\"kubernetes.io/hostname\":null}"),
                        By.NODE_LABELS),
                new Case(
                        "ours and a foreign one by apply",
                        operator,
                        "PATCH",
                        n,
                        Asking.SSA,
                        labelled("{\"shortpath.dev/iommu\":\"ready\",\"zone\":\"x\"}"),
                        By.NODE_LABELS),
                new Case(
                        "shortpath.dev.evil/",
                        operator,
                        "PATCH",
                        n,
                        Asking.MERGE,
                        labels("{\"shortpath.dev.evil/iommu\":\"ready\"}"),
                        By.NODE_LABELS),
                new Case(
                        "foo.shortpath.dev/",
                        operator,
                        "PATCH",
                        n,
                        Asking.MERGE,
                        labels("{\"foo.shortpath.dev/iommu\":\"ready\"}"),
                        By.NODE_LABELS),
                new Case(
                        "shortpath.dev without a name",
                        operator,
                        "PATCH",
                        n,
                        Asking.MERGE,
                        labels("{\"shortpath.dev\":\"ready\"}"),
                        By.NODE_LABELS),
                new Case(
                        "an annotation",
                        operator,
                        "PATCH",
                        n,
                        Asking.MERGE,
                        "{\"metadata\":{\"annotations\":{\"shortpath.dev/a\":\"b\"}}}",
                        By.NODE_LABELS),
                new Case(
                        "a taint",
                        operator,
                        "PATCH",
                        n,
                        Asking.MERGE,
                        "{\"spec\":{\"taints\":[{\"key\":\"a\",\"effect\":\"NoExecute\"}]}}",
                        By.NODE_LABELS),
                new Case(
                        "a cordon",
                        operator,
                        "PATCH",
                        n,
                        Asking.STRATEGIC,
                        "{\"spec\":{\"unschedulable\":true}}",
                        By.NODE_LABELS),
                new Case(
                        "a finalizer",
                        operator,
                        "PATCH",
                        n,
                        Asking.MERGE,
                        "{\"metadata\":{\"finalizers\":[\"x.example/y\"]}}",
                        By.NODE_LABELS),
                new Case(
                        "an owner",
                        operator,
                        "PATCH",
                        n,
                        Asking.MERGE,
                        "{\"metadata\":{" + owner("v1", "Node", n2, uid2).substring(1) + "}}",
                        By.NODE_LABELS),
                new Case(
                        "the status",
                        operator,
                        "PATCH",
                        n + "/status",
                        Asking.MERGE,
                        "{\"status\":{\"capacity\":{\"cpu\":\"0\"}}}",
                        By.RBAC),
                new Case(
                        "create a node by apply",
                        operator,
                        "PATCH",
                        n + "x",
                        Asking.SSA,
                        labelled("{}").replace(n1, n1 + "x"),
                        By.RBAC),
                new Case(
                        "create a node",
                        operator,
                        "POST",
                        "api/v1/nodes",
                        Asking.JSON,
                        labelled("{}").replace(n1, n1 + "x"),
                        By.RBAC),
                new Case("replace a node", operator, "PUT", n, Asking.JSON, labelled("{}"), By.RBAC),
                new Case("delete a node", operator, "DELETE", n, Asking.JSON, "{}", By.RBAC)));
    }

    @Test
    void itIsThePolicyThatKeepsTheOperatorFromOthersLabels() {
        KubernetesClient operator = client(station.unbound("shortpath-operator"));
        Case c = new Case(
                "a foreign label, no binding",
                operator,
                "PATCH",
                "api/v1/nodes/" + n1,
                Asking.MERGE,
                labels("{\"a.example/b\":\"c\"}"),
                By.NOBODY);
        assertThat(c.ask().allowed()).isFalse();
        unbound(LABELS, c);
    }

    /** RBAC refuses nodes/status already; the policy would too if somebody granted more. */
    @Test
    void aWiderRoleDoesNotWidenWhatThePolicyAllows() {
        String wide = station.named("wide");
        station.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: %s}
                rules:
                - {apiGroups: [""], resources: [nodes, nodes/status], verbs: ["*"]}
                - {apiGroups: [shortpath.dev], resources: [storagenodes, storagenodes/status], verbs: ["*"]}
                """.formatted(wide));
        station.apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: %s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
                subjects:
                - {kind: ServiceAccount, name: shortpath-operator, namespace: shortpath}
                - {kind: ServiceAccount, name: shortpath-probe, namespace: shortpath}
                """.formatted(wide, wide));
        try {
            KubernetesClient operator = client(station.unbound("shortpath-operator"));
            KubernetesClient probe = client(station.token(n1));
            station.apply(node(n2, ""));
            station.apply(node(n1, ""));
            String n = "api/v1/nodes/" + n1;
            Case first = new Case(
                    "the status",
                    operator,
                    "PATCH",
                    n + "/status",
                    Asking.MERGE,
                    "{\"status\":{\"capacity\":{\"cpu\":\"0\"}}}",
                    By.NODE_LABELS);
            Bench.patiently().until(() -> !first.ask().message().contains("cannot"));
            all(List.of(
                    first,
                    new Case(
                            "a label by way of the status",
                            operator,
                            "PATCH",
                            n + "/status",
                            Asking.MERGE,
                            labels("{\"shortpath.dev/a\":\"b\"}"),
                            By.NODE_LABELS),
                    new Case(
                            "create a node",
                            operator,
                            "POST",
                            "api/v1/nodes",
                            Asking.JSON,
                            labelled("{}").replace(n1, n1 + "x"),
                            By.NODE_LABELS),
                    new Case("delete a node", operator, "DELETE", n, Asking.JSON, "{}", By.NODE_LABELS),
                    new Case(
                            "a probe deletes another's",
                            probe,
                            "DELETE",
                            KIND + "/" + n2,
                            Asking.JSON,
                            "{}",
                            By.OWN_NODE),
                    new Case("a probe deletes all", probe, "DELETE", KIND, Asking.JSON, "{}", By.OWN_NODE),
                    new Case(
                            "a probe deletes its own",
                            probe,
                            "DELETE",
                            KIND + "/" + n1,
                            Asking.JSON,
                            "{}",
                            By.OWN_NODE)));
        } finally {
            station.admin().rbac().clusterRoleBindings().withName(wide).delete();
            station.admin().rbac().clusterRoles().withName(wide).delete();
        }
    }
}
