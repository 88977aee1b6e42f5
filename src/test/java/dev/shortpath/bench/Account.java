package dev.shortpath.bench;

import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * The operator's own account, with the rights of deploy/operator: an administrator is spared the API server's queues, so the
 * floor must not be one either.
 */
final class Account {
    static final String NAMESPACE = "shortpath";

    private static final long A_DAY = 86_400;

    private Account() {}

    /** Writes a kubeconfig of the account. */
    static Path kubeconfig(TestCluster cluster, Path file) {
        KubernetesClient admin = cluster.client();
        try {
            for (String name : List.of("namespace", "account", "rights")) {
                for (String document : Files.readString(Path.of("deploy/operator", name + ".yaml"))
                        .split("\n---\n")) {
                    admin.resource(document)
                            .fieldManager("bench")
                            .forceConflicts()
                            .serverSideApply();
                }
            }
            Files.writeString(
                    file, """
                    apiVersion: v1
                    kind: Config
                    current-context: it
                    clusters: [{name: it, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                    users: [{name: it, user: {token: "%s"}}]
                    contexts: [{name: it, context: {cluster: it, user: it}}]
                    """.formatted(admin.getMasterUrl(), authority(admin.getConfiguration()), token(admin)));
            return file.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KubernetesClient client(Path kubeconfig) {
        try {
            Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
            return new KubernetesClientBuilder().withConfig(config).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String token(KubernetesClient admin) {
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(A_DAY)
                .endSpec()
                .build();
        return admin.serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName("shortpath-operator")
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    private static String authority(Config config) throws IOException {
        if (config.getCaCertData() == null) {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(config.getCaCertFile())));
        }
        String data = config.getCaCertData();
        return data.startsWith("-----")
                ? Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))
                : data;
    }
}
