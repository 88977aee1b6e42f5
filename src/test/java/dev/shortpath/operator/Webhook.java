package dev.shortpath.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.shortpath.testcluster.TestCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** KubeVirt's part as an admission webhook: refuses every update of a VM of one namespace, until it is told not to. */
final class Webhook implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TestCluster cluster = TestCluster.shared();
    private final HttpsServer server;
    private final String name;
    private final AtomicBoolean refusing = new AtomicBoolean(true);
    private final AtomicInteger refused = new AtomicInteger();

    Webhook(String namespace) throws IOException, GeneralSecurityException, InterruptedException {
        name = "refuse-" + namespace;
        Path home = cluster.kubeconfig().getParent();
        new ProcessBuilder("bash", "src/test/cluster/cluster", "cert", home.toString(), "localhost")
                .inheritIO()
                .start()
                .waitFor();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(home.resolve("certs"))));
        server.createContext("/", this::review);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        String ca = Base64.getEncoder().encodeToString(Files.readAllBytes(home.resolve("certs/ca.crt")));
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
                        """.formatted(name, namespace, server.getAddress().getPort(), ca))
                .create();
    }

    private static SSLContext tls(Path certs) throws IOException, GeneralSecurityException {
        Certificate certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(certs.resolve("localhost.crt"))));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", key(certs.resolve("localhost.key")), new char[0], new Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        byte[] bytes = Base64.getDecoder().decode(pem);
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
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
