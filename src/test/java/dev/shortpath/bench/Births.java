package dev.shortpath.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks the API server for VMs, one request each, and takes the time of its answer. */
public final class Births {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECONDS = 60;

    private final KubernetesClient client;

    public Births(KubernetesClient client) {
        this.client = client;
    }

    /**
     * What the API server said.
     *
     * @param bytes the VM as it is, or would be, stored; a Status where it was refused
     */
    public record Answer(int code, byte[] bytes, Duration took) {
        public boolean ok() {
            return code == 201;
        }

        public JsonNode body() {
            try {
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Everything happens but the storing. */
    public Answer dry(ObjectNode vm, String namespace) {
        return create(vm, namespace, "?dryRun=All");
    }

    public Answer real(ObjectNode vm, String namespace) {
        return create(vm, namespace, "");
    }

    private Answer create(ObjectNode vm, String namespace, String how) {
        ObjectNode placed = vm.deepCopy();
        placed.withObject("/metadata").put("namespace", namespace);
        String base = client.getMasterUrl().toString();
        var request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(base + (base.endsWith("/") ? "" : "/") + "apis/kubevirt.io/v1/namespaces/" + namespace
                        + "/virtualmachines" + how)
                .header("Accept", "application/json")
                .post("application/json", placed.toString())
                .build();
        long began = System.nanoTime();
        try {
            var response =
                    client.getHttpClient().sendAsync(request, byte[].class).get(SECONDS, TimeUnit.SECONDS);
            return new Answer(response.code(), response.body(), Duration.ofNanos(System.nanoTime() - began));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("no answer to a VM: " + e.getMessage(), e);
        }
    }
}
