package dev.shortpath.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An API server of this process, without TLS, that lists the examples which the jar carries and has nothing more to tell:
 * what a rehearsal of the start-up cache talks to. A write is answered with what was sent.
 */
public final class ExampleCluster implements AutoCloseable {
    private static final List<String> EXAMPLES =
            List.of("/examples/profiles.yaml", "/examples/played-cluster.yaml", "/examples/vms/orders-db.yaml");

    private final ServerSocket door;
    private final Input input;

    private ExampleCluster(ServerSocket door, Input input) {
        this.door = door;
        this.input = input;
    }

    /** Serves on a free port of the loopback address until it is closed. */
    public static ExampleCluster start() throws IOException {
        Input input;
        try {
            input = Input.of(new InputReader(new ByteArrayInputStream(manifests())).read(List.of("-")));
        } catch (BadInput e) {
            throw new IllegalStateException("the examples in the jar are spoilt", e);
        }
        ExampleCluster cluster = new ExampleCluster(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), input);
        Thread.ofPlatform().daemon().start(cluster::serve);
        return cluster;
    }

    /** The examples in one stream of documents. */
    static byte[] manifests() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String resource : EXAMPLES) {
            try (InputStream in = ExampleCluster.class.getResourceAsStream(resource)) {
                all.append(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .append("\n---\n");
            }
        }
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @param scheme http, or https for a conversation that ends at its first word */
    public String kubeconfig(String scheme) {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - {name: examples, cluster: {server: "%s://127.0.0.1:%d", insecure-skip-tls-verify: true}}
                contexts:
                - {name: examples, context: {cluster: examples, user: nobody}}
                current-context: examples
                users:
                - {name: nobody, user: {token: none}}
                """.formatted(scheme, door.getLocalPort());
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket guest = door.accept();
                Thread.ofVirtual().start(() -> attend(guest));
            } catch (IOException _) {
                // A closed door ends the loop.
            }
        }
    }

    private void attend(Socket guest) {
        try (guest) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(guest.getInputStream(), StandardCharsets.UTF_8));
            String line = in.readLine();
            if (line == null || !line.contains(" HTTP/")) {
                return;
            }
            String[] request = line.split(" ");
            int length = 0;
            for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            header.substring("content-length:".length()).strip());
                }
            }
            if (request[1].contains("watch=")) {
                // Nothing happens. Over at once: a watch that waits keeps one of the client's few connections.
                say(guest, "Connection: close\r\nContent-Length: 0", "");
            } else {
                String answer = request[0].equals("GET") ? list(request[1]) : body(in, length);
                byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                say(guest, "Connection: close\r\nContent-Length: " + bytes.length, answer);
            }
        } catch (IOException _) {
            // Whoever hung up has what it wanted.
        }
    }

    private static String body(BufferedReader in, int length) throws IOException {
        char[] body = new char[length];
        int read = 0;
        while (read < length) {
            int more = in.read(body, read, length - read);
            if (more < 0) {
                break;
            }
            read += more;
        }
        return new String(body, 0, read);
    }

    private String list(String target) {
        String path = target.replaceFirst("\\?.*", "");
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("kind", "List").put("apiVersion", "v1").putObject("metadata").put("resourceVersion", "1");
        ArrayNode items = list.putArray("items");
        Arrays.stream(KnownKind.values())
                .filter(kind -> kind.path().equals(path))
                .flatMap(kind -> input.ofKind(kind.key()).stream())
                .forEach(object -> items.add(stored(object.object())));
        return list.toString();
    }

    /** With what an API server adds. */
    private static ObjectNode stored(JsonNode written) {
        ObjectNode object = written.deepCopy();
        ((ObjectNode) object.path("metadata"))
                .put("uid", "00000000-0000-0000-0000-" + "%012d".formatted(written.hashCode() & 0xffffffffL))
                .put("resourceVersion", "1")
                .put("generation", 1)
                .put("creationTimestamp", "2026-01-01T00:00:00Z");
        return object;
    }

    private static void say(Socket guest, String headers, String body) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + headers + "\r\n\r\n";
        guest.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
        guest.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
