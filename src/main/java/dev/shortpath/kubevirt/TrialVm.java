package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Keys;
import dev.shortpath.api.VolumeMode;
import dev.shortpath.facts.Claim;
import dev.shortpath.facts.Field;
import dev.shortpath.kubevirt.Trial.Side;
import dev.shortpath.plan.Change;
import dev.shortpath.plan.Write;
import java.util.List;
import java.util.Optional;

/** The manifest of a throw-away VM, without what a plan adds. */
public final class TrialVm {
    private static final String SYSTEM = "bench-system";
    private static final String CLOUD_INIT = "bench-cloudinit";

    private final Trial trial;
    private final JsonNode vm;
    private final Trial.Storage storage;

    private TrialVm(Trial trial) {
        this.trial = trial;
        this.vm = trial.vm();
        this.storage = trial.storage();
    }

    /** @param profile that it is bound to; on the default's side it opts out */
    public static ObjectNode of(Trial trial, Side side, String profile) {
        return new TrialVm(trial).machine(side, profile);
    }

    private ObjectNode machine(Side side, String profile) {
        ObjectNode made = trial.object("kubevirt.io/v1", "VirtualMachine", side);
        made.withObject("/metadata/labels").put(Keys.PROFILE, side == Side.PROFILE ? profile : "none");
        ObjectNode spec = made.putObject("spec").put("runStrategy", "Once");
        spec.putArray("dataVolumeTemplates").add(template(side));
        ObjectNode pod = spec.putObject("template");
        trial.labels(pod.putObject("metadata").putObject("labels"), side);
        ObjectNode instance = pod.putObject("spec");
        ObjectNode domain = instance.putObject("domain");
        domain.putObject("cpu").put("cores", trial.cpus());
        domain.putObject("memory").put("guest", trial.size().memory());
        devices(domain.putObject("devices"));
        instance.put("terminationGracePeriodSeconds", 0);
        // Moved to another node, it would measure another drive than the other side.
        instance.put("evictionStrategy", "None");
        instance.putArray("networks").addObject().put("name", "default").putObject("pod");
        volumes(instance, side);
        where(instance, side);
        return (ObjectNode) storage.blockSize()
                .map(word -> VmPatch.applied(made, sized(word)))
                .orElse(made);
    }

    private Write sized(String word) {
        return new Write(
                List.of(new Change(Optional.of(storage.disk()), Field.BLOCK_SIZE, Optional.empty(), Optional.of(word))),
                Optional.empty(),
                false);
    }

    private void devices(ObjectNode devices) {
        devices.put("logSerialConsole", true).put("autoattachSerialConsole", true);
        var disks = devices.putArray("disks");
        disks.addObject().put("name", SYSTEM).putObject("disk").put("bus", "virtio");
        disks.addObject().put("name", CLOUD_INIT).putObject("disk").put("bus", "virtio");
        ObjectNode measured = disks.addObject().put("name", storage.disk()).put("serial", Trial.SERIAL);
        measured.putObject("disk").put("bus", storage.bus());
        // What the guest knows of its disk.
        Tree.at(vm, "spec", "template", "spec", "domain", "devices", "disks")
                .valueStream()
                .filter(d -> d.path("name").asText().equals(storage.disk()) && d.has("blockSize"))
                .forEach(d -> measured.set("blockSize", d.path("blockSize").deepCopy()));
        devices.putArray("interfaces").addObject().put("name", "default").putObject("masquerade");
    }

    private void volumes(ObjectNode instance, Side side) {
        var volumes = instance.putArray("volumes");
        volumes.addObject()
                .put("name", SYSTEM)
                .putObject("containerDisk")
                .put("image", trial.size().image());
        volumes.addObject()
                .put("name", CLOUD_INIT)
                .putObject("cloudInitNoCloud")
                .putObject("secretRef")
                .put("name", trial.name(side));
        ObjectNode measured = volumes.addObject().put("name", storage.disk());
        if (storage.byClaim()) {
            // KubeVirt takes the template for referenced: its claim has its name (vms-admitter.go,
            // validateDataVolumeTemplate).
            measured.putObject("persistentVolumeClaim").put("claimName", trial.name(side));
        } else {
            measured.putObject("dataVolume").put("name", trial.name(side));
        }
    }

    private ObjectNode template(Side side) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        trial.labels(
                template.putObject("metadata").put("name", trial.name(side)).putObject("labels"), side);
        ObjectNode spec = template.putObject("spec");
        spec.putObject("source").putObject("blank");
        ObjectNode asked = spec.putObject("storage");
        Claim claim = storage.claim();
        claim.storageClass().ifPresent(c -> asked.put("storageClassName", c));
        claim.volumeMode().map(VolumeMode::word).ifPresent(m -> asked.put("volumeMode", m));
        if (!claim.accessModes().isEmpty()) {
            var modes = asked.putArray("accessModes");
            claim.accessModes().forEach(modes::add);
        }
        if (claim.preallocated()) {
            spec.put("preallocation", true);
        }
        asked.putObject("resources")
                .putObject("requests")
                .put("storage", trial.size().disk());
        return template;
    }

    /** Where the VM may run; and the default's side where the profile's is, for another node is another drive. */
    private void where(ObjectNode instance, Side side) {
        for (String field : List.of("architecture", "nodeSelector", "tolerations")) {
            JsonNode there = Tree.at(vm, "spec", "template", "spec", field);
            if (!there.isMissingNode()) {
                instance.set(field, there.deepCopy());
            }
        }
        // Which other pods the VM is to be near, or not, is not what it measures by, and may forbid two of a kind.
        JsonNode nodes = Tree.at(vm, "spec", "template", "spec", "affinity", "nodeAffinity");
        if (nodes.isObject()) {
            instance.putObject("affinity").set("nodeAffinity", nodes.deepCopy());
        }
        if (side == Side.DEFAULT) {
            ObjectNode term = instance.withObject("/affinity/podAffinity")
                    .withArray("requiredDuringSchedulingIgnoredDuringExecution")
                    .addObject();
            term.putObject("labelSelector")
                    .putObject("matchLabels")
                    .put(Keys.BENCH, trial.of())
                    .put(Keys.BENCH_SIDE, Side.PROFILE.word());
            term.put("topologyKey", "kubernetes.io/hostname");
        }
    }
}
