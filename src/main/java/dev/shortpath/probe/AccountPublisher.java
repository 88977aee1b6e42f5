package dev.shortpath.probe;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/** The account by which this process publishes: its pod's, or a kubeconfig's. */
public final class AccountPublisher implements AutoCloseable {
    private final KubernetesClient client;
    private final Supplier<String> token;

    private AccountPublisher(KubernetesClient client, Supplier<String> token) {
        this.client = client;
        this.token = token;
    }

    /**
     * As the client finds it: kubeconfig, or the pod's service account.
     *
     * @param tokenFile where the pod's token lies, which is read for every request: the kubelet renews it
     */
    public static AccountPublisher of(Path tokenFile) {
        Config found = new ConfigBuilder().build();
        Supplier<String> fixed =
                () -> found.getOauthToken() != null ? found.getOauthToken() : found.getAutoOAuthToken();
        String token = fixed.get();
        Supplier<String> renewed = () -> read(tokenFile);
        boolean mounted = token != null && token.equals(read(tokenFile));
        ConfigBuilder config = new ConfigBuilder(found)
                // A round that failed comes again by itself.
                .withRequestRetryBackoffLimit(0)
                .withConnectionTimeout(5_000);
        if (mounted) {
            config.withOauthTokenProvider(renewed::get);
        }
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config.build()).build();
        return new AccountPublisher(client, mounted ? renewed : fixed);
    }

    /** Of the node of this name. */
    public StorageNodePublisher node(String name, InstantSource clock) {
        return new StorageNodePublisher(() -> client, token, name, clock);
    }

    /** The token, or nothing while it cannot be read: the API server then says what it thinks of that. */
    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
