package dev.shortpath.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.cluster.Key;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * VMs as a cluster has them, with all that owners, virtctl and virt-controller leave in them: 10 KiB and more each, more than
 * half of it managedFields and status. They are halted, so that a profile's edit is written at once.
 */
final class Fleet {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 500;
    private static final List<String> DATA = List.of("data", "journal", "archive", "scratch", "backup");

    private final KubernetesClient client;
    private final String namespace;
    private final String profile;

    /** @param profile the profile that binds them, by label */
    Fleet(KubernetesClient client, String namespace, String profile) {
        this.client = client;
        this.namespace = namespace;
        this.profile = profile;
    }

    /** Makes VMs with these numbers, each with the three writes by which it would come to be. */
    void make(int from, int to, Abreast abreast) {
        abreast.each(IntStream.range(from, to).boxed().toList(), i -> {
            String path = Route.VM.of(namespace, "vm-" + i);
            apply(path + "?fieldManager=kubectl&force=true", shape(namespace, profile, i));
            send("application/merge-patch+json", path + "?fieldManager=virtctl", """
                    {"metadata":{"annotations":{"kubevirt.io/latest-observed-api-version":"v1",
                    "kubevirt.io/storage-observed-api-version":"v1","description":"made for a measurement"}}}""");
            send("application/merge-patch+json", path + "/status?fieldManager=virt-controller", controllers(i));
        });
    }

    private void apply(String path, ObjectNode object) {
        send("application/apply-patch+yaml", path, object.toString());
    }

    /** A VM as its owner writes it. */
    static ObjectNode shape(String namespace, String profile, int index) {
        ObjectNode vm =
                JSON.createObjectNode().put("apiVersion", "kubevirt.io/v1").put("kind", "VirtualMachine");
        ObjectNode metadata =
                vm.putObject("metadata").put("name", "vm-" + index).put("namespace", namespace);
        metadata.putObject("labels")
                .put("shortpath.dev/profile", profile)
                .put("app.kubernetes.io/name", "orders")
                .put("app.kubernetes.io/part-of", "shop-" + index % 40)
                .put("tier", "gold");
        ObjectNode spec = vm.putObject("spec").put("runStrategy", "Halted").putObject("template");
        spec.putObject("metadata")
                .putObject("labels")
                .put("app", "orders-" + index)
                .put("kubevirt.io/size", "large");
        inside(spec.putObject("spec"), index);
        return vm;
    }

    private static void inside(ObjectNode spec, int index) {
        ObjectNode domain = spec.put("terminationGracePeriodSeconds", 180).putObject("domain");
        domain.putObject("cpu")
                .put("cores", 4)
                .put("sockets", 1)
                .put("threads", 1)
                .put("model", "host-model");
        domain.putObject("memory").put("guest", "8Gi");
        domain.putObject("machine").put("type", "q35");
        domain.putObject("firmware").put("uuid", "5d307ca9-b3ef-428c-8861-%012d".formatted(index));
        ObjectNode devices = domain.putObject("devices");
        devices.putObject("rng");
        ArrayNode disks = devices.putArray("disks");
        ArrayNode volumes = spec.putArray("volumes");
        disk(disks, "root").put("bootOrder", 1);
        volumes.addObject().put("name", "root").putObject("containerDisk").put("image", "registry.example.com/os:12.7");
        for (String name : DATA) {
            disk(disks, name).put("serial", "S-" + index + "-" + name);
            volumes.addObject().put("name", name).putObject("emptyDisk").put("capacity", "50Gi");
        }
        disk(disks, "cloudinit");
        volumes.addObject()
                .put("name", "cloudinit")
                .putObject("cloudInitNoCloud")
                .put(
                        "userData",
                        "#cloud-config\n" + "write_files: [{path: /etc/orders.conf, content: value}]\n".repeat(100));
        ArrayNode interfaces = devices.putArray("interfaces");
        ArrayNode networks = spec.putArray("networks");
        interfaces.addObject().put("name", "default").put("model", "virtio").putObject("masquerade");
        networks.addObject().put("name", "default").putObject("pod");
        interfaces
                .addObject()
                .put("name", "storage")
                .put(
                        "macAddress",
                        "02:00:00:%02x:%02x:%02x".formatted(index >> 16 & 255, index >> 8 & 255, index & 255))
                .putObject("bridge");
        networks.addObject().put("name", "storage").putObject("multus").put("networkName", "storage-net");
        ObjectNode probe =
                spec.putObject("readinessProbe").put("initialDelaySeconds", 20).put("periodSeconds", 10);
        probe.putObject("tcpSocket").put("port", 5432);
        spec.putObject("nodeSelector").put("kubernetes.io/arch", "amd64");
        spec.put("evictionStrategy", "LiveMigrate");
    }

    private static ObjectNode disk(ArrayNode disks, String name) {
        ObjectNode disk = disks.addObject().put("name", name);
        disk.putObject("disk").put("bus", "virtio");
        return disk;
    }

    private static String controllers(int index) {
        ObjectNode status = JSON.createObjectNode();
        ObjectNode inner = status.putObject("status")
                .put("printableStatus", "Stopped")
                .put("runStrategy", "Halted")
                .put("observedGeneration", 1)
                .put("desiredGeneration", 1);
        ArrayNode conditions = inner.putArray("conditions");
        for (String type : new String[] {"Ready", "LiveMigratable", "StorageLiveMigratable", "AgentConnected"}) {
            conditions
                    .addObject()
                    .put("type", type)
                    .put("status", "False")
                    .put("reason", "VMINotExists")
                    .put("message", "VMI does not exist")
                    .put("lastProbeTime", "2026-11-%02dT08:00:00Z".formatted(1 + index % 28))
                    .put("lastTransitionTime", "2026-11-%02dT08:00:00Z".formatted(1 + index % 28));
        }
        ArrayNode snapshots = inner.putArray("volumeSnapshotStatuses");
        for (String name : DATA) {
            snapshots
                    .addObject()
                    .put("name", name)
                    .put("enabled", false)
                    .put("reason", "Snapshot is not supported for this volumeSource type [" + name + "]");
        }
        return status.toString();
    }

    private void send(String type, String path, String body) {
        Answer answer = request(client, type, path, body);
        if (answer.code() >= 300) {
            throw new IllegalStateException(path + ": " + answer.code() + " " + new String(answer.bytes()));
        }
    }

    /** What an API server said. */
    record Answer(int code, byte[] bytes) {}

    /** One PATCH, its answer not read as JSON: as little work as a client can have. */
    static Answer request(KubernetesClient client, String type, String path, String body) {
        String base = client.getMasterUrl().toString();
        HttpRequest request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(base + (base.endsWith("/") ? "" : "/") + path)
                .header("Accept", "application/json")
                .patch(type, body)
                .build();
        try {
            HttpResponse<byte[]> response =
                    client.getHttpClient().sendAsync(request, byte[].class).get(120, TimeUnit.SECONDS);
            return new Answer(response.code(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no answer to PATCH " + path + ": " + e.getMessage(), e);
        }
    }

    Map<Key, JsonNode> vms() {
        return all(Route.VM);
    }

    Map<Key, JsonNode> paths() {
        return all(Route.PATH);
    }

    private Map<Key, JsonNode> all(Route kind) {
        Map<Key, JsonNode> all = new TreeMap<>();
        String more = "";
        do {
            JsonNode page = read(client.raw("/" + kind.of(namespace) + "?limit=" + PAGE + more));
            page.path("items").forEach(o -> all.put(Key.of(o), o));
            String token = page.at("/metadata/continue").asText("");
            more = token.isEmpty() ? "" : "&continue=" + token;
        } while (!more.isEmpty());
        return all;
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mean size of the VMs as the API server gives them, in bytes. */
    static long bytes(Map<Key, JsonNode> vms) {
        return Math.round(vms.values().stream()
                .mapToInt(vm -> vm.toString().length())
                .average()
                .orElse(0));
    }
}
