package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.shortpath.testcluster.ServingCertificate;
import dev.shortpath.testcluster.TestCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** KubeVirt's part as an admission webhook: refuses every update of a VM of one namespace, until it is told not to. */
final class Webhook implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TestCluster cluster = TestCluster.shared();
    private final HttpsServer server;
    private final String name;
    private final AtomicBoolean refusing = new AtomicBoolean(true);
    private final AtomicInteger refused = new AtomicInteger();

    Webhook(String namespace) throws IOException {
        name = "refuse-" + namespace;
        ServingCertificate certificate = ServingCertificate.of(cluster.kubeconfig(), "localhost");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.createContext("/", this::review);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        cluster.client()
                .resource("""
                        apiVersion: admissionregistration.k8s.io/v1
                        kind: ValidatingWebhookConfiguration
                        metadata: {name: %s}
                        webhooks:
                        - name: virtualmachine-validator.kubevirt.io
                          admissionReviewVersions: [v1]
                          sideEffects: None
                          failurePolicy: Fail
                          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}
                          clientConfig: {url: "https://localhost:%d/", caBundle: %s}
                          rules:
                          - {apiGroups: [kubevirt.io], apiVersions: [v1], resources: [virtualmachines], operations: [UPDATE]}
                        """.formatted(name, namespace, server.getAddress().getPort(), certificate.caBundle()))
                .create();
    }

    private void review(HttpExchange exchange) throws IOException {
        JsonNode review = MAPPER.readTree(exchange.getRequestBody());
        boolean no = refusing.get() && !review.at("/request/object/spec").equals(review.at("/request/oldObject/spec"));
        ObjectNode answer = MAPPER.createObjectNode()
                .put("apiVersion", "admission.k8s.io/v1")
                .put("kind", "AdmissionReview");
        ObjectNode response = answer.putObject("response")
                .put("uid", review.at("/request/uid").asText())
                .put("allowed", !no);
        if (no) {
            refused.incrementAndGet();
            response.putObject("status")
                    .put("code", 422)
                    .put("reason", "Invalid")
                    .put("message", "io is not to my taste");
        }
        byte[] body = MAPPER.writeValueAsBytes(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    int refused() {
        return refused.get();
    }

    void relent() {
        refusing.set(false);
    }

    @Override
    public void close() {
        cluster.client()
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(name)
                .delete();
        server.stop(0);
    }
}
