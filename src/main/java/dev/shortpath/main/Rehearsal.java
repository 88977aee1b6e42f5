package dev.shortpath.main;

import dev.shortpath.cli.ExampleCluster;
import io.fabric8.kubernetes.client.Config;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The operator, for some seconds and against the examples, so that the JVM's start-up cache holds what its start needs. */
final class Rehearsal {
    private static final Map<String, String> SETTINGS = Map.of(
            "quarkus.http.host", "127.0.0.1",
            "quarkus.http.port", "0",
            "shortpath.leader-election.enabled", "false");

    private Rehearsal() {}

    /** @param args how many seconds it lasts */
    public static void main(String... args) throws IOException {
        Path kubeconfig = Files.createTempFile("shortpath", ".kubeconfig");
        // Serves as long as the process lives.
        ExampleCluster cluster = ExampleCluster.start();
        Files.writeString(kubeconfig, cluster.kubeconfig("http"));
        kubeconfig.toFile().deleteOnExit();
        SETTINGS.forEach(System::setProperty);
        System.setProperty(Config.KUBERNETES_KUBECONFIG_FILE, kubeconfig.toString());
        CompletableFuture.delayedExecutor(Long.parseLong(args[0]), TimeUnit.SECONDS)
                .execute(Quarkus::asyncExit);
        Main.main("operator");
    }
}
