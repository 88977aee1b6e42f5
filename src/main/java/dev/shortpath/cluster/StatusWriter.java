package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Writes the status of an object that is ours, with server-side apply, and only when it differs from what stands. */
public final class StatusWriter {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final Watched kind;
    private final Wire wire;
    private final Answers answers;
    private final ObjectMapper mapper = new ObjectMapper();

    public StatusWriter(Watched kind, Wire wire, Answers answers) {
        this.kind = kind;
        this.wire = wire;
        this.answers = answers;
    }

    /** What became of it. */
    public enum Result {
        SAME,
        WRITTEN,
        /** Another writer was quicker, or the object is gone: to be looked at again. */
        AGAIN
    }

    /**
     * Compares and writes.
     *
     * @param object as it stands
     * @param status a record that Jackson can write
     */
    public Result write(JsonNode object, Object status) throws IOException {
        return write(object, status, 0);
    }

    /**
     * Compares, and writes where the object still has this version.
     *
     * @param version of the object, or of one before it; 0: whatever it is
     */
    public Result write(JsonNode object, Object status, long version) throws IOException {
        JsonNode wanted = mapper.valueToTree(status);
        if (Versions.same(object.path("status"), wanted)) {
            return Result.SAME;
        }
        Key key = Key.of(object);
        ObjectNode body =
                mapper.createObjectNode().put("apiVersion", kind.apiVersion()).put("kind", kind.shortKind());
        ObjectNode metadata = body.withObject("/metadata").put("name", key.name());
        if (kind.namespaced()) {
            metadata.put("namespace", key.namespace());
        }
        // A namesake made meanwhile has another uid, and is refused.
        metadata.put("uid", object.at("/metadata/uid").asText());
        if (version > 0) {
            metadata.put("resourceVersion", Long.toString(version));
        }
        body.set("status", wanted);
        Wire.Answer answer = wire.applyStatus(kind, body);
        if (answer.code() == CONFLICT || answer.code() == NOT_FOUND) {
            return Result.AGAIN;
        }
        answers.keep(answer.expectOk());
        return Result.WRITTEN;
    }
}
