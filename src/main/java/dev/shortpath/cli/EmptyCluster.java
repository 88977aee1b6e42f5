package dev.shortpath.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An API server of this process that has every kind and no object; for {@link Rehearsal}. */
final class EmptyCluster implements AutoCloseable {
    private static final String ANSWER = "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[]}";

    private final ServerSocket door;

    private EmptyCluster(ServerSocket door) {
        this.door = door;
    }

    static EmptyCluster start() throws IOException {
        EmptyCluster cluster = new EmptyCluster(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofPlatform().daemon().start(cluster::serve);
        return cluster;
    }

    String kubeconfig(String scheme) {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - {name: empty, cluster: {server: "%s://127.0.0.1:%d", insecure-skip-tls-verify: true}}
                contexts:
                - {name: empty, context: {cluster: empty, user: nobody}}
                current-context: empty
                users:
                - {name: nobody, user: {token: none}}
                """.formatted(scheme, door.getLocalPort());
    }

    private void serve() {
        while (!door.isClosed()) {
            try (Socket guest = door.accept()) {
                answer(guest);
            } catch (IOException _) {
                // Whoever hung up has what it wanted; a closed door ends the loop.
            }
        }
    }

    private static void answer(Socket guest) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(guest.getInputStream(), StandardCharsets.UTF_8));
        String line = in.readLine();
        if (line == null || !line.startsWith("GET ")) {
            return;
        }
        while (line != null && !line.isEmpty()) {
            line = in.readLine();
        }
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ";
        guest.getOutputStream().write((head + ANSWER.length() + "\r\n\r\n" + ANSWER).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
