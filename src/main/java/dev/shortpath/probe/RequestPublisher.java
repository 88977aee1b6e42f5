package dev.shortpath.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** One request to the API server for each call, and what it said. */
final class RequestPublisher {
    private static final long SECONDS = 10;

    private final Supplier<KubernetesClient> client;
    private final ObjectMapper mapper = new ObjectMapper();

    RequestPublisher(Supplier<KubernetesClient> client) {
        this.client = client;
    }

    /**
     * An answer.
     *
     * @param code HTTP's
     * @param body the object, or a Status
     * @param request what was asked, for a message
     */
    record Answer(int code, JsonNode body, String request) {
        boolean ok() {
            return code >= 200 && code < 300;
        }

        String message() {
            return body.path("message").asText("");
        }

        JsonNode orNotTaken() throws NotTaken {
            if (!ok()) {
                throw new NotTaken(code, request + ": " + code + " " + message(), null);
            }
            return body;
        }
    }

    Answer get(String path) throws NotTaken {
        return send(path, r -> r.method("GET", null, (String) null));
    }

    Answer post(String path, JsonNode body) throws NotTaken {
        return send(path, r -> r.post("application/json", body.toString()));
    }

    Answer apply(String path, JsonNode body) throws NotTaken {
        return send(path, r -> r.patch("application/apply-patch+yaml", body.toString()));
    }

    private Answer send(String path, UnaryOperator<HttpRequest.Builder> how) throws NotTaken {
        KubernetesClient via = client.get();
        String base = via.getMasterUrl().toString();
        HttpRequest request = how.apply(via.getHttpClient()
                        .newHttpRequestBuilder()
                        .uri(base + (base.endsWith("/") ? "" : "/") + path)
                        .header("Accept", "application/json")
                        .timeout(SECONDS, TimeUnit.SECONDS))
                .build();
        String what = request.method() + " " + request.uri();
        try {
            HttpResponse<byte[]> response =
                    via.getHttpClient().sendAsync(request, byte[].class).get(2 * SECONDS, TimeUnit.SECONDS);
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
