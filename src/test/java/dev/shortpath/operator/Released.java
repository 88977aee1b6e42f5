package dev.shortpath.operator;

import dev.shortpath.admission.Installation;
import dev.shortpath.testcluster.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** The chart as a release of a real Helm, which calls the door at a port of this machine. */
final class Released implements Installation.Manner {
    static final String NAME = "shortpath";

    private final List<String> values;
    private final int port = freePort();

    /** @param values of `--set`, beside the port */
    Released(String... values) {
        this.values = List.of(values);
    }

    @Override
    public void install() {
        // Other tests have applied some of it from deploy/. Not --wait: there may be no node for its pods.
        helm("upgrade", "--install", "--create-namespace", "--take-ownership", "--force-conflicts");
    }

    void upgrade(String... more) {
        List<String> arguments = new ArrayList<>(List.of("upgrade", "--force-conflicts"));
        arguments.addAll(List.of(more));
        helm(arguments.toArray(String[]::new));
    }

    private void helm(String... how) {
        List<String> arguments = new ArrayList<>(List.of(how));
        arguments.addAll(List.of(
                NAME,
                Helm.CHART,
                "-n",
                Installation.NAMESPACE,
                "--timeout=90s",
                "--set",
                "webhook.service.port=" + port));
        values.forEach(v -> arguments.addAll(List.of("--set", v)));
        Helm.onCluster(arguments.toArray(String[]::new));
    }

    @Override
    public int port() {
        return port;
    }

    /** They came with the release. */
    @Override
    public void webhooks(int at) {
        if (at != port) {
            throw new IllegalArgumentException(
                    "the door listens at " + at + ", and the release's webhooks call " + port);
        }
    }

    @Override
    public void close() {
        Helm.onCluster("uninstall", NAME, "-n", Installation.NAMESPACE, "--wait", "--timeout=90s");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
