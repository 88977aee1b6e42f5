package dev.shortpath.actor;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The APIService through which the API server finds a {@link RestartDoor}: one a cluster, whoever made it holds it. */
final class DoorSign {
    static final String HOST = "virt-api.kubevirt.svc";
    static final String PATH = "/apis/subresources.kubevirt.io/v1";
    private static final String HOLDER = "shortpath.test/process";
    private static final String WAY = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: kubevirt}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: virt-api, namespace: kubevirt}
            spec: {type: ExternalName, externalName: localhost}
            """;
    private static final String SIGN = """
            apiVersion: apiregistration.k8s.io/v1
            kind: APIService
            metadata: {name: v1.subresources.kubevirt.io, annotations: {%s: "%d"}}
            spec:
              group: subresources.kubevirt.io
              version: v1
              groupPriorityMinimum: 1000
              versionPriority: 15
              insecureSkipTLSVerify: true
              service: {name: virt-api, namespace: kubevirt, port: %d}
            """;

    private final KubernetesClient client;
    private final int port;
    private String uid = "";

    DoorSign(KubernetesClient client, int port) {
        this.client = client;
        this.port = port;
    }

    /** Creates it, when nobody else's is there; one that a process left when it was killed is taken away. */
    void reserve() {
        client.load(bytes(WAY)).resources().forEach(one -> one.forceConflicts().serverSideApply());
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (uid.isEmpty()) {
            try {
                String sign = SIGN.formatted(HOLDER, ProcessHandle.current().pid(), port);
                HasMetadata made = client.resource(sign).create();
                uid = made.getMetadata().getUid();
            } catch (KubernetesClientException e) {
                if (e.getCode() != 409 || System.nanoTime() > deadline) {
                    throw e;
                }
                await();
            }
        }
    }

    private void await() {
        APIService other = named().get();
        if (other == null) {
            return;
        }
        Map<String, String> annotations = other.getMetadata().getAnnotations();
        String holder = annotations == null ? "" : annotations.getOrDefault(HOLDER, "");
        if (!holder.isEmpty() && ProcessHandle.of(Long.parseLong(holder)).isEmpty()) {
            client.resource(other).lockResourceVersion().delete();
        }
        waitUntilGone(other.getMetadata().getUid());
    }

    /** Names the CA, and waits until the API server has come through. */
    void show(String caBundle) {
        String spec = "{\"spec\":{\"insecureSkipTLSVerify\":null,\"caBundle\":\"" + caBundle + "\"}}";
        named().patch(PatchContext.of(PatchType.JSON_MERGE), spec); // the API server writes its status meanwhile
        named().waitUntilCondition(DoorSign::available, 60, TimeUnit.SECONDS);
    }

    private static boolean available(APIService sign) {
        return sign != null
                && sign.getStatus() != null
                && sign.getStatus().getConditions().stream()
                        .anyMatch(c ->
                                c.getType().equals("Available") && c.getStatus().equals("True"));
    }

    /** Where it stayed, no namespace of the cluster could go: their end waits for every API that was announced. */
    void takeDown() {
        APIService sign = uid.isEmpty() ? null : named().get();
        if (sign != null && sign.getMetadata().getUid().equals(uid)) {
            named().delete();
            waitUntilGone(uid);
        }
    }

    /** The next one's may be there in the same moment. */
    private void waitUntilGone(String uid) {
        named().waitUntilCondition(
                        sign -> sign == null || !sign.getMetadata().getUid().equals(uid), 10, TimeUnit.MINUTES);
    }

    private Resource<APIService> named() {
        return client.apiServices().withName("v1.subresources.kubevirt.io");
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
