package dev.shortpath.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
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

/** Requests to the API server in trees of JSON: exactly one request each, and what it said. */
public final class Wire {
    /** Who writes, in managedFields. */
    public static final String MANAGER = "shortpath";

    private static final long SECONDS = 30;

    private final KubernetesClient client;
    private final ObjectMapper mapper = Json.mapper();

    public Wire(KubernetesClient client) {
        this.client = client;
    }

    /**
     * An answer.
     *
     * @param code HTTP's
     * @param body the object, or a Status where the code is an error's
     */
    public record Answer(int code, JsonNode body) {
        public boolean ok() {
            return code >= 200 && code < 300;
        }

        public String message() {
            return body.path("message").asText("");
        }

        /** The object; an exception with the API server's words where there is none. */
        JsonNode expectOk() throws IOException {
            if (!ok()) {
                throw new IOException("the API server says " + code + ": " + VmWriter.oneLine(message()));
            }
            return body;
        }
    }

    public Answer get(Watched kind, Key key) throws IOException {
        return send(request(kind.path(key.namespace(), key.name())).method("GET", null, (String) null));
    }

    public Answer create(Watched kind, JsonNode object) throws IOException {
        String path = kind.path(Key.of(object).namespace(), "") + "?fieldManager=" + MANAGER;
        return send(request(path).post("application/json", object.toString()));
    }

    public Answer delete(Watched kind, Key key, JsonNode options) throws IOException {
        return send(request(kind.path(key.namespace(), key.name())).delete("application/json", options.toString()));
    }

    public Answer jsonPatch(Watched kind, Key key, JsonNode patch) throws IOException {
        String path = kind.path(key.namespace(), key.name()) + "?fieldManager=" + MANAGER;
        return send(request(path).patch("application/json-patch+json", patch.toString()));
    }

    /** KubeVirt's restart of a VM. */
    Answer restart(Key vm) throws IOException {
        String path = "apis/subresources.kubevirt.io/v1/namespaces/" + vm.namespace() + "/virtualmachines/" + vm.name()
                + "/restart";
        return send(request(path).method("PUT", "application/json", "{}"));
    }

    /** Server-side apply of a status; the object carries a uid, so that a namesake is never written. */
    public Answer applyStatus(Watched kind, JsonNode object) throws IOException {
        Key key = Key.of(object);
        String path = kind.path(key.namespace(), key.name()) + "/status?fieldManager=" + MANAGER + "&force=true";
        return send(request(path).patch("application/apply-patch+yaml", object.toString()));
    }

    /** Server-side apply of an object that is ours as a whole. */
    public Answer take(Watched kind, JsonNode object) throws IOException {
        Key key = Key.of(object);
        String path = kind.path(key.namespace(), key.name()) + "?fieldManager=" + MANAGER + "&force=true";
        return send(request(path).patch("application/apply-patch+yaml", object.toString()));
    }

    /** Server-side apply that yields: a field which somebody else holds is a conflict. */
    public Answer apply(Watched kind, JsonNode object) throws IOException {
        Key key = Key.of(object);
        String path = kind.path(key.namespace(), key.name()) + "?fieldManager=" + MANAGER;
        return send(request(path).patch("application/apply-patch+yaml", object.toString()));
    }

    private HttpRequest.Builder request(String path) {
        String base = client.getMasterUrl().toString();
        return client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(base + (base.endsWith("/") ? "" : "/") + path)
                .header("Accept", "application/json")
                .timeout(SECONDS, TimeUnit.SECONDS);
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        HttpRequest built = request.build();
        try {
            HttpResponse<byte[]> response =
                    client.getHttpClient().sendAsync(built, byte[].class).get(2 * SECONDS, TimeUnit.SECONDS);
            return new Answer(response.code(), body(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted: " + built.uri(), e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(built.method() + " " + built.uri() + ": " + e.getMessage(), e);
        }
    }

    private JsonNode body(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            return mapper.createObjectNode().put("message", text);
        }
    }
}
