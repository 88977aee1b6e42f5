package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.plan.node.Labelling;
import java.io.IOException;
import java.util.SortedMap;

/** Writes our labels of a node, all of them in one server-side apply that takes nothing from anybody. */
public final class LabelWriter {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final Wire wire;
    private final Answers nodes;
    private final ObjectMapper mapper = new ObjectMapper();

    public LabelWriter(Wire wire, Answers nodes) {
        this.wire = wire;
        this.nodes = nodes;
    }

    /** What became of it. */
    public enum Result {
        SAME,
        WRITTEN,
        /** Somebody else set one of the labels meanwhile: to be looked at again. */
        CONFLICT,
        GONE
    }

    /** Writes where the labels that we are to hold are others than we hold; an exception where the API server says no. */
    public Result write(JsonNode node, Labelling labelling) throws IOException {
        if (!labelling.changes()) {
            return Result.SAME;
        }
        Wire.Answer answer = wire.apply(Watched.NODE, body(node, labelling.ours()));
        if (answer.code() == NOT_FOUND) {
            return Result.GONE;
        }
        if (answer.code() == CONFLICT) {
            return Result.CONFLICT;
        }
        nodes.keep(answer.expectOk());
        return Result.WRITTEN;
    }

    /** With the uid, so that a node which was made anew under the same name is not written. */
    private ObjectNode body(JsonNode node, SortedMap<String, String> labels) {
        ObjectNode body = mapper.createObjectNode()
                .put("apiVersion", Watched.NODE.apiVersion())
                .put("kind", Watched.NODE.shortKind());
        ObjectNode metadata = body.withObject("/metadata")
                .put("name", Key.of(node).name())
                .put("uid", node.at("/metadata/uid").asText());
        ObjectNode ours = metadata.putObject("labels");
        labels.forEach(ours::put);
        return body;
    }
}
