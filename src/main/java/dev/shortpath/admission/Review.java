package dev.shortpath.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shortpath.cluster.Key;
import dev.shortpath.facts.Excerpt;
import java.io.IOException;
import java.util.Set;

/** Reads an AdmissionReview. */
final class Review {
    static final String VERSION = "admission.k8s.io/v1";
    static final String KIND = "AdmissionReview";

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> OPERATIONS = Set.of("CREATE", "UPDATE", "DELETE", "CONNECT");
    private static final int SHOWN = 64;

    private Review() {}

    static Request read(byte[] body) throws BadReview {
        JsonNode review = tree(body);
        JsonNode request = review.path("request");
        String uid = request.path("uid").asText("");
        check(review, request, uid);
        JsonNode resource = request.path("resource");
        return new Request(
                uid,
                new Request.Kind(text(resource, "group"), text(resource, "version"), text(resource, "resource")),
                request.path("operation").asText(""),
                new Key(text(request, "namespace"), text(request, "name")),
                new Request.By(
                        request.at("/userInfo/username").asText(""),
                        request.path("dryRun").asBoolean(false)),
                request.path("object"),
                request.path("oldObject"));
    }

    private static JsonNode tree(byte[] body) throws BadReview {
        try {
            JsonNode tree = MAPPER.readTree(body);
            if (tree == null || tree.isMissingNode()) {
                throw BadReview.body("", "the body is empty: send an " + KIND + " of " + VERSION + " as JSON");
            }
            return tree;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw BadReview.body("", "the body is not JSON" + where + ": send an " + KIND + " of " + VERSION);
        } catch (IOException e) {
            throw BadReview.body("", "the body cannot be read: send an " + KIND + " of " + VERSION + " as JSON");
        }
    }

    private static void check(JsonNode review, JsonNode request, String uid) throws BadReview {
        String kind = review.path("kind").asText("");
        String version = review.path("apiVersion").asText("");
        if (!kind.equals(KIND)) {
            throw BadReview.body(uid, "the body's kind is " + shown(kind) + ": send an " + KIND + " of " + VERSION);
        }
        if (!version.equals(VERSION)) {
            throw BadReview.body(
                    uid,
                    "the review's version is " + shown(version) + ": list " + VERSION
                            + " as v1 in admissionReviewVersions, and no other");
        }
        if (!request.isObject()) {
            throw BadReview.body(uid, "the review has no request");
        }
        if (uid.isEmpty()) {
            throw BadReview.body(uid, "the review's request has no uid");
        }
        String operation = request.path("operation").asText("");
        if (!OPERATIONS.contains(operation)) {
            throw BadReview.body(uid, "the review's operation is " + shown(operation) + ", not one of CREATE, UPDATE");
        }
        boolean needsObject = operation.equals("CREATE") || operation.equals("UPDATE");
        if (needsObject && !request.path("object").isObject()) {
            throw BadReview.body(uid, "the review of a " + operation + " has no object");
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    private static String shown(String word) {
        return word.isEmpty() ? "missing" : "\"" + Excerpt.of(word, SHOWN) + "\"";
    }
}
