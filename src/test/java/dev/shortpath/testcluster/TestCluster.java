package dev.shortpath.testcluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real control plane with KubeVirt's CRDs, started by {@code src/test/cluster/cluster} when a test first asks for
 * it, shared by all tests of this JVM and stopped with it. {@code SHORTPATH_TEST_KUBECONFIG} names one that runs
 * already; that one is not stopped, and its CRDs are taken as they are.
 */
public final class TestCluster {
    private static final Path ROOT = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    /** Quarkus' tests have class loaders of their own, and so this class more than once. */
    private static final String OF_THIS_JVM = "testcluster.home";

    private static TestCluster shared;
    private static IllegalStateException failure;

    /** What the script says of an API server that is no more. */
    private static final String ENDED = "kube-apiserver has ended";

    private final Path home;
    private final KubernetesClient client;
    private final List<String> namespaces = new ArrayList<>();

    private TestCluster(Path home) throws IOException {
        this.home = home;
        var config = Config.fromKubeconfig(Files.readString(kubeconfig()));
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    /** The cluster; where it does not start, every caller gets what the script said, and only the first one waits. */
    public static synchronized TestCluster shared() {
        if (failure != null) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        if (shared == null) {
            try {
                var ours = System.getProperty(OF_THIS_JVM);
                var running = System.getenv("SHORTPATH_TEST_KUBECONFIG");
                if (ours != null) {
                    shared = new TestCluster(Path.of(ours));
                } else {
                    shared = running == null || running.isEmpty() ? start() : join(Path.of(running));
                }
            } catch (IOException e) {
                failure = new IllegalStateException("no test cluster: " + e.getMessage(), e);
                throw failure;
            } catch (IllegalStateException e) {
                failure = e;
                throw e;
            }
        }
        return shared;
    }

    /** The administrator's kubeconfig. */
    public Path kubeconfig() {
        return home.resolve("kubeconfig");
    }

    /** A kubectl of the cluster's version which already knows where the cluster is. */
    public Path kubectl() {
        return home.resolve("kubectl");
    }

    /** The administrator's client, one for all tests: not to be closed. */
    public KubernetesClient client() {
        return client;
    }

    /** The name of a new namespace in which pods can be made; it is never reused. */
    public synchronized String freshNamespace(String prefix) {
        var name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        namespaces.add(name);
        client.serviceAccounts()
                .inNamespace(name)
                .withName("default")
                .waitUntilCondition(Objects::nonNull, 30, TimeUnit.SECONDS);
        return name;
    }

    private static TestCluster join(Path kubeconfig) throws IOException {
        var cluster = new TestCluster(kubeconfig.toAbsolutePath().getParent());
        atExit(() -> cluster.namespaces.forEach(
                name -> cluster.client.namespaces().withName(name).delete()));
        return cluster;
    }

    private static TestCluster start() throws IOException {
        var target = Files.createDirectories(ROOT.resolve("target"));
        var home = Files.createTempDirectory(target, "cluster-");
        atExit(() -> stop(home));
        begin(home);
        try {
            script("crds", home.toString());
        } catch (IllegalStateException e) {
            // Seen once: kube-openapi panics in the API server while CRDs come. All else would only fail again.
            if (!e.getMessage().contains(ENDED)) {
                throw e;
            }
            script("stop", home.toString());
            begin(home);
            script("crds", home.toString());
        }
        var cluster = new TestCluster(home);
        System.setProperty(OF_THIS_JVM, home.toString());
        return cluster;
    }

    private static void begin(Path home) throws IOException {
        script("start", home.toString(), Long.toString(ProcessHandle.current().pid()));
    }

    private static void stop(Path home) {
        try {
            script("stop", home.toString());
            try (Stream<Path> files = Files.walk(home)) {
                // The logs stay: they may say why a test failed.
                files.sorted(Comparator.reverseOrder())
                        .filter(file -> !file.toString().endsWith(".log"))
                        .forEach(file -> file.toFile().delete());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void script(String... arguments) throws IOException {
        var command = new ArrayList<>(
                List.of("bash", ROOT.resolve("src/test/cluster/cluster").toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new StringBuilder();
        try (BufferedReader output = process.inputReader()) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                System.err.println(line);
                said.append(System.lineSeparator()).append(line);
            }
        }
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("no test cluster: " + String.join(" ", command) + said);
        }
    }

    private static void atExit(Runnable action) {
        Runtime.getRuntime().addShutdownHook(new Thread(action, "test-cluster"));
    }
}
