package dev.shortpath.probe;

import dev.shortpath.main.Main;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A probe as a process of its own, as in its pod: the API server by KUBERNETES_SERVICE_HOST, and a pod-bound token in a
 * file, which a test may renew.
 */
public final class ProbeProcess implements AutoCloseable {
    private final Path folder;
    private final Process process;

    private ProbeProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param folder of this process's own, for its token and log
     * @param root the node's sys and proc
     */
    public static ProbeProcess start(Station station, String node, Path root, Path folder) throws IOException {
        return start(
                station,
                node,
                root,
                folder,
                URI.create(station.admin().getMasterUrl().toString()));
    }

    /** @param server where it believes the API server to be */
    static ProbeProcess start(Station station, String node, Path root, Path folder, URI server) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("token"), station.token(node));
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                "-cp",
                classes,
                Main.class.getName()));
        command.addAll(List.of("probe", "--root", root.toString(), "--interval", "PT1S"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().keySet().removeIf(k -> k.startsWith("KUBE"));
        builder.environment()
                .putAll(Map.of(
                        "NODE_NAME", node,
                        "HOME", folder.toString(),
                        "KUBERNETES_SERVICE_HOST", server.getHost(),
                        "KUBERNETES_SERVICE_PORT", Integer.toString(server.getPort()),
                        "KUBERNETES_AUTH_TRYKUBECONFIG", "false",
                        "KUBERNETES_CERTS_CA_FILE", authority(station, folder).toString(),
                        "KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN",
                                folder.resolve("token").toString()));
        return new ProbeProcess(folder, builder.start());
    }

    private static Path authority(Station station, Path folder) throws IOException {
        var known = station.admin().getConfiguration();
        if (known.getCaCertFile() != null) {
            return Path.of(known.getCaCertFile());
        }
        return Files.write(
                folder.resolve("ca.crt"), java.util.Base64.getDecoder().decode(known.getCaCertData()));
    }

    /** What it said until now. */
    public List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("log"));
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The kubelet renews the token. */
    void renew(String token) throws IOException {
        Path next = Files.writeString(folder.resolve("token.next"), token);
        Files.move(next, folder.resolve("token"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    /** SIGTERM, as the kubelet sends it; the exit code. */
    int stop(Duration patience) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the probe " + process.pid() + " did not end on SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
