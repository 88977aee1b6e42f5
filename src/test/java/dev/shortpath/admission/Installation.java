package dev.shortpath.admission;

import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Shortpath on the test cluster, by default as deploy/operator has it, but for its Deployment: the process is this one,
 * outside the cluster, so the Service is one of type ExternalName, whose port is the door's.
 */
public final class Installation implements AutoCloseable {
    public static final String NAMESPACE = "shortpath";

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: shortpath-webhook, namespace: shortpath}
            spec:
              type: ExternalName
              externalName: localhost
            """;

    private final KubernetesClient admin = TestCluster.shared().client();
    private final Manner manner;
    private final KubernetesClient account;

    /** How it comes to the cluster. */
    public interface Manner extends AutoCloseable {
        /** Namespace, account and rights. */
        void install();

        /** Where the door must listen; 0: anywhere. */
        default int port() {
            return 0;
        }

        /** The webhooks, which name this port of the Service. */
        void webhooks(int port);

        /** What no other test must find. */
        @Override
        default void close() {}
    }

    public Installation() {
        this(new Plainly());
    }

    public Installation(Manner manner) {
        this.manner = manner;
        // What an earlier test has left must not be taken for news.
        forget();
        manner.install();
        account = asOperator();
    }

    /** The files of deploy/operator, one by one. */
    private static final class Plainly implements Manner {
        @Override
        public void install() {
            Stream.of("namespace", "account", "rights")
                    .forEach(f -> documents(f).forEach(Installation::apply));
        }

        @Override
        public void webhooks(int port) {
            documents("webhooks").forEach(d -> apply(d.replace("port: 443", "port: " + port)));
        }
    }

    /** A client with the rights of deploy/operator/rights.yaml, and no others. */
    public KubernetesClient account() {
        return account;
    }

    public KubernetesClient admin() {
        return admin;
    }

    /** Where the door must listen; 0: anywhere. */
    public int port() {
        return manner.port();
    }

    /** The webhooks, led to this port of this machine. */
    public void leadTo(int port) {
        manner.webhooks(port);
        // In the place of the one with a selector: a type is not changed while there is one.
        admin.services().inNamespace(NAMESPACE).withName("shortpath-webhook").delete();
        apply(SERVICE);
    }

    public static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }

    /** What the API server trusts now, the newest first. */
    public List<X509Certificate> bundle() {
        String encoded = admin.admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName("shortpath")
                .get()
                .getWebhooks()
                .getFirst()
                .getClientConfig()
                .getCaBundle();
        if (encoded == null) {
            return List.of();
        }
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new java.io.ByteArrayInputStream(
                            Base64.getDecoder().decode(encoded.getBytes(StandardCharsets.US_ASCII))))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void apply(String document) {
        TestCluster.shared()
                .client()
                .resource(document)
                .fieldManager("installation")
                .forceConflicts()
                .serverSideApply();
    }

    private static List<String> documents(String file) {
        try {
            return Arrays.stream(Files.readString(Path.of("deploy/operator/" + file + ".yaml"))
                            .split("\n---\n"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KubernetesClient asOperator() {
        String token = admin.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName("shortpath-operator")
                .tokenRequest(new TokenRequest())
                .getStatus()
                .getToken();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(admin.getConfiguration().getMasterUrl())
                .withCaCertData(admin.getConfiguration().getCaCertData())
                .withCaCertFile(admin.getConfiguration().getCaCertFile())
                .withOauthToken(token)
                .withWatchReconnectInterval(100)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private void forget() {
        var registration = admin.admissionRegistration().v1();
        registration.mutatingWebhookConfigurations().withName("shortpath").delete();
        registration.validatingWebhookConfigurations().withName("shortpath").delete();
        admin.secrets().inNamespace(NAMESPACE).withName("shortpath-webhook").delete();
        admin.services().inNamespace(NAMESPACE).withName("shortpath-webhook").delete();
    }

    @Override
    public void close() {
        account.close();
        forget();
        manner.close();
    }
}
