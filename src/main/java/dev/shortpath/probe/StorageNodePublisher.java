package dev.shortpath.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.StorageNodeStatus;
import dev.shortpath.probe.Remembering.Replaced;
import dev.shortpath.probe.RequestPublisher.Answer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One node's StorageNode on the API server: each call is one request. */
public final class StorageNodePublisher {
    /** Who writes, in managedFields. */
    public static final String MANAGER = "shortpath-probe";

    private static final String KIND = "apis/shortpath.dev/v1alpha1/storagenodes";
    /** Events about what has no namespace lie here, as kubectl describe expects. */
    private static final String EVENTS = "apis/events.k8s.io/v1/namespaces/default/events";

    private static final int TOO_MANY = 429;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final RequestPublisher requests;
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
    public StorageNodePublisher(
            Supplier<KubernetesClient> client, Supplier<String> token, String name, InstantSource clock) {
        this.requests = new RequestPublisher(client);
        this.token = token;
        this.name = name;
        this.clock = clock;
    }

    /** The node of that name by our token's word. Without it the StorageNode gets no owner: none is guessed. */
    Optional<OwnNode> node() {
        return OwnNode.of(token.get()).filter(n -> n.name().equals(name));
    }

    Stored read() throws NotTaken {
        Answer answer = requests.get(KIND + "/" + name);
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
        Answer answer = requests.post(EVENTS, event);
        if (answer.code() == HttpURLConnection.HTTP_UNAUTHORIZED || answer.code() >= TOO_MANY) {
            answer.orNotTaken();
        }
        return answer.ok() ? Optional.empty() : Optional.of(answer.message());
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
        return requests.apply(path, body);
    }
}
