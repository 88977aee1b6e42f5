package dev.shortpath.actor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.shortpath.testcluster.ServingCertificate;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays the part of virt-api that restarts a VM: PUT of the subresource {@code virtualmachines/NAME/restart}, behind an
 * APIService, so that the API server itself asks who may. It writes what virt-api writes and no more: an {@link Actor}
 * must play beside it.
 */
public final class RestartDoor implements AutoCloseable {
    private static final Pattern RESTART =
            Pattern.compile(DoorSign.PATH + "/namespaces/(?<namespace>[^/]+)/virtualmachines/(?<name>[^/]+)/restart");
    private static final String RESOURCES = """
            {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"subresources.kubevirt.io/v1","resources":[\
            {"name":"virtualmachines/restart","singularName":"","namespaced":true,"kind":"","verbs":["update"]}]}""";

    private final KubernetesClient client;
    private final Stage stage;
    private final Consumer<String> voice;
    private final HttpsServer server;
    private final ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor();
    private final DoorSign sign;

    private RestartDoor(KubernetesClient client, Consumer<String> voice) throws IOException {
        this.client = client;
        stage = new Stage(client);
        this.voice = line -> voice.accept("KubeVirt (played): " + line);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sign = new DoorSign(client, server.getAddress().getPort());
    }

    /**
     * Opens the door and waits until the API server comes through it. A cluster has one at a time: while another
     * test or process holds it, this waits.
     *
     * @param kubeconfig the cluster's, in the folder in which it was started
     * @param voice takes each line that it says
     */
    public static RestartDoor open(KubernetesClient client, Path kubeconfig, Consumer<String> voice)
            throws IOException {
        RestartDoor door = new RestartDoor(client, voice);
        try {
            door.sign.reserve();
            ServingCertificate certificate = ServingCertificate.of(kubeconfig, DoorSign.HOST);
            door.server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
            door.server.setExecutor(door.visitors);
            door.server.createContext("/", door::visit);
            door.server.start();
            door.sign.show(certificate.caBundle());
            return door;
        } catch (IOException | RuntimeException e) {
            door.close();
            throw e;
        }
    }

    private void visit(HttpExchange exchange) throws IOException {
        Matcher restart = RESTART.matcher(exchange.getRequestURI().getPath());
        try (exchange) {
            if (!restart.matches()) {
                discover(exchange);
            } else if (!exchange.getRequestMethod().equals("PUT")) {
                answer(exchange, 405, "");
            } else {
                restart(exchange, restart.group("namespace"), restart.group("name"));
            }
        }
    }

    /** The aggregator asks for the group's resources to see whether anybody is there. */
    private static void discover(HttpExchange exchange) throws IOException {
        boolean known = exchange.getRequestURI().getPath().equals(DoorSign.PATH);
        answer(exchange, known ? 200 : 404, known ? RESOURCES : "");
    }

    private void restart(HttpExchange exchange, String namespace, String name) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String user = exchange.getRequestHeaders().getFirst("X-Remote-User");
        Restart.Answer answer;
        try {
            answer = new Restart(client, stage, namespace, name).asked(body);
        } catch (KubernetesClientException e) {
            answer = Restart.Answer.refused(500, "InternalError", "Internal error occurred: " + e.getMessage());
        }
        Optional<String> refusal =
                answer.status().map(status -> status.path("message").asText());
        voice.accept(user + " asks to restart " + namespace + "/" + name + ": " + refusal.orElse("accepted"));
        answer(
                exchange,
                answer.code(),
                answer.status().map(ObjectNode::toString).orElse(""));
    }

    private static void answer(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        sign.takeDown();
        server.stop(0);
        visitors.shutdownNow();
    }
}
