package dev.shortpath.admission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.cluster.Key;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What goes back over the wire: an AdmissionReview that allows, or a metav1 Status.
 *
 * @param code HTTP's
 * @param body JSON
 */
record Reply(int code, ObjectNode body) {
    private static final int OK = 200;

    static Reply allow(Request request, Answer answer) {
        return allow(request.uid(), request.key(), answer);
    }

    private static Reply allow(String uid, Key about, Answer answer) {
        ObjectNode review = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", Review.VERSION)
                .put("kind", Review.KIND);
        ObjectNode response = review.putObject("response").put("uid", uid).put("allowed", true);
        if (!answer.patch().isEmpty()) {
            byte[] patch = answer.patch().toString().getBytes(StandardCharsets.UTF_8);
            response.put("patchType", "JSONPatch")
                    .put("patch", Base64.getEncoder().encodeToString(patch));
        }
        if (!answer.warnings().isEmpty()) {
            response.set("warnings", Warnings.of(answer.warnings(), about));
        }
        return new Reply(OK, review);
    }

    /** Nobody's object waits for our understanding: what has a uid is allowed, with a warning. */
    static Reply to(BadReview bad) {
        if (!bad.uid().isEmpty()) {
            return allow(
                    bad.uid(),
                    new Key("", ""),
                    new Answer(JsonNodeFactory.instance.arrayNode(), List.of("shortpath: " + bad.getMessage())));
        }
        return status(bad.code(), bad.reason(), bad.getMessage());
    }

    static Reply status(int code, String reason, String message) {
        ObjectNode status = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", "v1")
                .put("kind", "Status")
                .put("status", "Failure")
                .put("message", message)
                .put("reason", reason)
                .put("code", code);
        return new Reply(code, status);
    }
}
