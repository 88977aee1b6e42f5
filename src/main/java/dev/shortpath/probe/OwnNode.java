package dev.shortpath.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * The node of this pod, as the API server wrote it into the pod's token (claims `kubernetes.io.node`,
 * ServiceAccountTokenPodNodeInfo, Kubernetes 1.30). To read it there needs no right on nodes, and it is the very uid
 * that the admission policy compares with.
 */
record OwnNode(String name, String uid) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Out of a token; empty where it is no JWT, or bound to no pod on a node that there is. The signature is the API server's matter. */
    static Optional<OwnNode> of(String token) {
        String[] parts = token == null ? new String[0] : token.strip().split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode node = MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]))
                    .path("kubernetes.io")
                    .path("node");
            String name = node.path("name").asText("");
            String uid = node.path("uid").asText("");
            return name.isEmpty() || uid.isEmpty() ? Optional.empty() : Optional.of(new OwnNode(name, uid));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
