package dev.shortpath.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.probe.Remembering.Replaced;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One node's StorageNode on the API server: each call is one request. */
public final class StorageNodePublisher {
    /** Who writes, in managedFields. */
    public static final String MANAGER = "shortpath-probe";

    private static final String KIND = "apis/shortpath.dev/v1alpha1/storagenodes";
    /** Events about what has no namespace lie here, as kubectl describe expects. */
    private static final String EVENTS = "apis/events.k8s.io/v1/namespaces/default/events";

    private static final String APPLY = "application/apply-patch+yaml";
    private static final int TOO_MANY = 429;
    private static final long SECONDS = 10;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final Supplier<String> token;
    private final String name;
    private final InstantSource clock;
    private final ObjectMapper mapper = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL);

    /**
     * For one node.
     *
     * @param token the token that the client shows, as it is now
     * @param name the node's, and so the StorageNode's
     */
    public StorageNodePublisher(KubernetesClient client, Supplier<String> token, String name, InstantSource clock) {
        this.client = client;
        this.token = token;
        this.name = name;
        this.clock = clock;
    }

    /** The node of that name by our token's word. Without it the StorageNode gets no owner: none is guessed. */
    Optional<OwnNode> node() {
        return OwnNode.of(token.get()).filter(n -> n.name().equals(name));
    }

    Stored read() throws NotTaken {
        Answer answer = send(request(KIND + "/" + name).method("GET", null, (String) null));
        return answer.code() == HttpURLConnection.HTTP_NOT_FOUND ? Stored.NONE : stored(answer.orNotTaken());
    }

    /** Creates it, or hands it to this node. */
    Stored claim(Optional<OwnNode> node) throws NotTaken {
        ObjectNode body = storageNode();
        node.ifPresent(n -> body.withObject("/metadata")
                .putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "v1")
                .put("kind", "Node")
                .put("name", n.name())
                .put("uid", n.uid()));
        return stored(apply("", body).orNotTaken());
    }

    /** Writes the status; false where there is no such object. */
    boolean report(StorageNodeStatus status) throws NotTaken {
        ObjectNode body = storageNode();
        body.set("status", mapper.valueToTree(status));
        Answer answer = apply("/status", body);
        if (answer.code() == HttpURLConnection.HTTP_NOT_FOUND) {
            return false;
        }
        answer.orNotTaken();
        return true;
    }

    /** An event about another drive; why where it is refused for good, which is no matter: the status says what is there now. */
    Optional<String> tell(Stored about, Replaced drive) throws NotTaken {
        Instant now = clock.instant();
        ObjectNode event = mapper.createObjectNode()
                .put("apiVersion", "events.k8s.io/v1")
                .put("kind", "Event")
                .put("eventTime", MICROS.format(now))
                .put("reportingController", "shortpath.dev/probe")
                .put("reportingInstance", name)
                .put("type", "Warning")
                .put("reason", "DriveReplaced")
                .put("action", "Observe")
                .put("note", note(drive));
        event.putObject("metadata")
                .put(
                        "name",
                        name + "." + Long.toHexString(micros(now)) + "."
                                + drive.address().replace(':', '-'))
                .put("namespace", "default");
        event.putObject("regarding")
                .put("apiVersion", "shortpath.dev/v1alpha1")
                .put("kind", "StorageNode")
                .put("name", name)
                .put("uid", about.uid());
        Answer answer = send(request(EVENTS).post("application/json", event.toString()));
        if (answer.code() == HttpURLConnection.HTTP_UNAUTHORIZED || answer.code() >= TOO_MANY) {
            answer.orNotTaken();
        }
        return answer.code() < 300
                ? Optional.empty()
                : Optional.of(answer.body().path("message").asText());
    }

    /** As client-go names events: the object, a dot, the time; the address keeps two drives of one look apart. */
    private static long micros(Instant now) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, now);
    }

    static String note(Replaced drive) {
        return "another drive is at " + drive.address() + ": serial " + drive.after() + ", where " + drive.before()
                + " was";
    }

    private ObjectNode storageNode() {
        ObjectNode body = mapper.createObjectNode()
                .put("apiVersion", "shortpath.dev/v1alpha1")
                .put("kind", "StorageNode");
        body.putObject("metadata").put("name", name);
        return body;
    }

    private Stored stored(JsonNode object) throws NotTaken {
        List<String> owners = new ArrayList<>();
        for (JsonNode owner : object.at("/metadata/ownerReferences")) {
            if (owner.path("kind").asText().equals("Node")) {
                owners.add(owner.path("uid").asText());
            }
        }
        JsonNode status = object.path("status");
        try {
            return new Stored(
                    object.at("/metadata/uid").asText(),
                    owners,
                    status.isObject() ? mapper.treeToValue(status, StorageNodeStatus.class) : Stored.NOTHING);
        } catch (JsonProcessingException e) {
            throw new NotTaken(NotTaken.UNREACHABLE, "StorageNode " + name + ", status: " + e.getOriginalMessage(), e);
        }
    }

    private Answer apply(String subresource, JsonNode body) throws NotTaken {
        String path = KIND + "/" + name + subresource + "?fieldManager=" + MANAGER + "&force=true";
        return send(request(path).patch(APPLY, body.toString()));
    }

    private record Answer(int code, JsonNode body, String request) {
        JsonNode orNotTaken() throws NotTaken {
            if (code < 200 || code >= 300) {
                throw new NotTaken(
                        code, request + ": " + code + " " + body.path("message").asText(""), null);
            }
            return body;
        }
    }

    private HttpRequest.Builder request(String path) {
        String base = client.getMasterUrl().toString();
        return client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(base + (base.endsWith("/") ? "" : "/") + path)
                .header("Accept", "application/json")
                .timeout(SECONDS, TimeUnit.SECONDS);
    }

    private Answer send(HttpRequest.Builder builder) throws NotTaken {
        HttpRequest request = builder.build();
        String what = request.method() + " " + request.uri();
        try {
            HttpResponse<byte[]> response =
                    client.getHttpClient().sendAsync(request, byte[].class).get(2 * SECONDS, TimeUnit.SECONDS);
            return new Answer(response.code(), tree(response.body()), what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotTaken(NotTaken.UNREACHABLE, what + ": interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new NotTaken(NotTaken.UNREACHABLE, what + ": " + e.getMessage(), e);
        }
    }

    private JsonNode tree(byte[] bytes) {
        try {
            JsonNode read = mapper.readTree(bytes);
            return read == null ? mapper.createObjectNode() : read;
        } catch (IOException e) {
            return mapper.createObjectNode().put("message", new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
