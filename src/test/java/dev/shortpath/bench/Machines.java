package dev.shortpath.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.cluster.Key;
import dev.shortpath.cluster.Watched;
import dev.shortpath.cluster.Wire;
import dev.shortpath.operator.Bench;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/** Nodes with many drives, and their probes' part: reports and heartbeats. */
final class Machines implements AutoCloseable {
    private static final int ABREAST = 16;
    private static final List<String> MODELS =
            List.of("Micron_7450_MTFDKCC3T8TFS", "SAMSUNG MZQL23T8HCLS-00A07", "KCD8XPUG3T84", "INTEL SSDPF2KX038TZ");

    private final Bench bench;
    private final Wire wire;
    private final int machines;
    private final int drives;
    private final String[] uids;

    Machines(Bench bench, int machines, int drives) {
        this.bench = bench;
        this.wire = new Wire(bench.client());
        this.machines = machines;
        this.drives = drives;
        this.uids = new String[machines];
    }

    private void each(IntConsumer machine) {
        try (var threads = Executors.newFixedThreadPool(ABREAST)) {
            for (int i = 0; i < machines; i++) {
                int index = i;
                threads.execute(() -> machine.accept(index));
            }
        }
    }

    String name(int index) {
        return bench.named("machine-" + index);
    }

    /** All nodes, which say nothing yet. */
    void nodes() {
        each(i -> {
            Node node = bench.client()
                    .nodes()
                    .resource(new NodeBuilder()
                            .withNewMetadata()
                            .withName(name(i))
                            .withLabels(Map.of("kubevirt.io/schedulable", "true", "kubernetes.io/arch", "amd64"))
                            .endMetadata()
                            .build())
                    .create();
            uids[i] = node.getMetadata().getUid();
        });
    }

    /** All probes look for the first time. */
    void reports() {
        each(i -> {
            ObjectNode object = object(i);
            object.withObject("/metadata")
                    .putArray("ownerReferences")
                    .addObject()
                    .put("apiVersion", "v1")
                    .put("kind", "Node")
                    .put("name", name(i))
                    .put("uid", uids[i]);
            expectOk(() -> wire.create(Watched.STORAGE_NODE, object));
            heartbeat(i);
        });
    }

    /** All probes look again and see the same. */
    void heartbeats() {
        each(this::heartbeat);
    }

    private void heartbeat(int index) {
        ObjectNode object = object(index);
        object.set("status", status(index, drives));
        expectOk(() -> wire.applyStatus(Watched.STORAGE_NODE, object));
    }

    private ObjectNode object(int index) {
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", Watched.STORAGE_NODE.apiVersion())
                .put("kind", Watched.STORAGE_NODE.shortKind());
        object.withObject("/metadata").put("name", name(index));
        return object;
    }

    /** What the probe of a machine with so many drives sees. */
    static ObjectNode status(int index, int drives) {
        ObjectNode status = JsonNodeFactory.instance
                .objectNode()
                .put("observedAt", Instant.now().toString())
                .put("kernel", "6.12.48");
        status.putObject("iommu")
                .put("enabled", true)
                .put("kind", index % 2 == 0 ? "intel" : "amd")
                .put("mode", "passthrough")
                .put("interruptRemapping", true);
        status.putObject("ioUring").put("state", "Allowed").put("sysctl", 0);
        ArrayNode numa = status.putArray("numa");
        numa.addObject().put("id", 0).put("cpus", "0-63").putObject("hugepages").put("2Mi", 4096);
        numa.addObject()
                .put("id", 1)
                .put("cpus", "64-127")
                .putObject("hugepages")
                .put("2Mi", 4096);
        status.putObject("vfio").put("ready", true).put("unsafeInterrupts", false);
        status.putObject("totals")
                .put("numaNodes", 2)
                .put("nvmeFunctions", drives)
                .put("nvmeReady", drives / 2);
        ArrayNode nvme = status.putArray("nvme");
        for (int d = 0; d < drives; d++) {
            drive(nvme.addObject(), index, d, drives);
        }
        return status;
    }

    private static void drive(ObjectNode drive, int index, int d, int drives) {
        boolean ready = d % 2 == 0;
        drive.put("address", "0000:%02x:00.0".formatted(0x10 + d))
                .put("vendorDevice", "144d:a80a")
                .put("model", MODELS.get(index % MODELS.size()))
                .put("serial", "S%05d%02d".formatted(index, d))
                .put("numaNode", d * 2 / drives)
                .put("iommuGroup", 20 + (index * 7 + d) % 200)
                .put("isolated", true)
                .put("viable", ready)
                .put("driver", ready ? "vfio-pci" : "nvme")
                .put("ready", ready);
        drive.putObject("sriov").put("function", "None");
        if (!ready) {
            drive.putArray("use").add("ext4 on nvme" + d + "n1p1");
            drive.put("why", "bound to nvme, and ext4 is mounted from nvme" + d + "n1p1");
        }
    }

    /** How many nodes say that half of their drives are ready. */
    long labelled() {
        return bench.client()
                .nodes()
                .withLabel("shortpath.dev/nvme-ready", String.valueOf((drives + 1) / 2))
                .list()
                .getItems()
                .size();
    }

    private interface Request {
        Wire.Answer send() throws IOException;
    }

    private static void expectOk(Request request) {
        try {
            Wire.Answer answer = request.send();
            if (!answer.ok()) {
                throw new IllegalStateException(answer.code() + " " + answer.message());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        each(i -> {
            bench.client().nodes().withName(name(i)).delete();
            try {
                wire.delete(Watched.STORAGE_NODE, new Key("", name(i)), JsonNodeFactory.instance.objectNode());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
