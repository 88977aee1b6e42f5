package dev.shortpath.probe;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * One request as it goes over the wire, and what the API server said.
 *
 * @param code HTTP's
 * @param message the Status' words; empty where it was let through
 */
record Asking(int code, String message) {
    static final String SSA = "application/apply-patch+yaml";
    static final String MERGE = "application/merge-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    static final String JSON = "application/json";

    boolean allowed() {
        return code >= 200 && code < 300;
    }

    static Asking of(KubernetesClient client, String method, String path, String type, String body) {
        String query = type.equals(SSA) ? "?fieldManager=test&force=true" : "";
        String base = client.getMasterUrl().toString();
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri((base.endsWith("/") ? base : base + "/") + path + query)
                .method(method, type, body)
                .build();
        try {
            HttpResponse<byte[]> response =
                    client.getHttpClient().sendAsync(request, byte[].class).get(30, TimeUnit.SECONDS);
            String message = response.code() < 300
                    ? ""
                    : new ObjectMapper()
                            .readTree(response.body())
                            .path("message")
                            .asText();
            return new Asking(response.code(), message);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
