package dev.shortpath.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.shortpath.testcluster.ServingCertificate;
import dev.shortpath.testcluster.TestCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/**
 * Plays a node's kubelet for one thing: the logs of containers. What two guests would have measured is made up here, and no fio
 * runs.
 */
final class PlayedConsoles implements AutoCloseable {
    private final HttpsServer server;

    /** @param console gives what a pod's serial console has, by the pod's name */
    PlayedConsoles(UnaryOperator<String> console) throws IOException {
        ServingCertificate certificate =
                ServingCertificate.of(TestCluster.shared().kubeconfig(), "localhost");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.createContext("/containerLogs/", exchange -> log(exchange, console));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void log(HttpExchange exchange, UnaryOperator<String> console) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        boolean asked = path[path.length - 1].equals("guest-console-log");
        byte[] text = (asked ? console.apply(path[path.length - 2]) : "").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, 0);
        try (var body = exchange.getResponseBody()) {
            body.write(text);
        }
    }

    /** A line as the guest's script writes it, between what a guest says besides. */
    static String line(String json) {
        CRC32 sum = new CRC32();
        sum.update(json.getBytes(StandardCharsets.UTF_8));
        return "[  OK  ] Reached target\r\n\r\nshortpath-bench %08x %s\r\nlogin: ".formatted(sum.getValue(), json);
    }

    /** Turns from 100 on; a side's second is the other's first. */
    static String rounds(int side, int count, double rate) {
        StringBuilder text = new StringBuilder(line("{\"ready\":1000}"));
        for (int i = 0; i < count; i++) {
            double began = 4000 + 40 * i + 20 * side;
            double now = rate * (1 + 0.001 * i);
            text.append(line("{\"began\":%s,\"ended\":%s,\"median\":%s,\"rate\":%s,\"slow\":%s,\"turn\":%d}"
                    .formatted(began, began + 15, 1e6 / now, now, 4e6 / now, 100 + i)));
        }
        return text.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
