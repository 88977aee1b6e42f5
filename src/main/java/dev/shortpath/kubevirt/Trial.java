package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Keys;
import dev.shortpath.api.VolumeMode;
import dev.shortpath.facts.Claim;
import java.util.List;

/**
 * A throw-away VM that measures a disk like one of a VM: as many CPUs, a blank disk of the same storage class and volume mode, the
 * same choice of nodes. What it finds it says on its serial console, which KubeVirt's container guest-console-log prints
 * (`logSerialConsole`, pkg/virt-controller/services/serialconsolelog.go): a user who may read pods' logs can read it.
 *
 * @param vm the VM that is measured for
 * @param cpus of the guest
 */
public record Trial(JsonNode vm, Storage storage, int cpus, Size size) {
    /** By which the guest finds the disk. */
    public static final String SERIAL = "shortpath-bench";

    /** The container of the launcher pod that prints the serial console. */
    public static final String CONSOLE = "guest-console-log";

    private static final int LONGEST_LABEL = 63;
    private static final String SYSTEM = "bench-system";
    private static final String CLOUD_INIT = "bench-cloudinit";

    /** Of two that differ in nothing else. */
    public enum Side {
        PROFILE("profile"),
        DEFAULT("default");

        private final String word;

        Side(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * The VM's disk that is measured, by which a profile's rules know it.
     *
     * @param disk its name
     * @param byClaim whether the VM names a PersistentVolumeClaim, and not a DataVolume
     * @param claim what its data is kept on
     * @param bus of the disk on both sides, so that they differ in nothing but the path
     */
    public record Storage(String disk, boolean byClaim, Claim claim, String bus) {}

    /**
     * What it may take.
     *
     * @param image of the guest's system, a containerDisk
     * @param disk the measured disk's size, a quantity such as 10Gi
     * @param memory the guest's, a quantity
     */
    public record Size(String image, String disk, String memory) {}

    /** The name of the VM, its Secret and its DataVolume. */
    public String name(Side side) {
        String end = "-bench-" + side.word();
        return within(Tree.name(vm), LONGEST_LABEL - end.length()) + end;
    }

    public String namespace() {
        return Tree.namespace(vm);
    }

    /** The value of the label {@link Keys#BENCH}. */
    public String of() {
        return within(Tree.name(vm), LONGEST_LABEL);
    }

    /** A name too long is cut, and told from others that begin alike by a hash. */
    private static String within(String name, int most) {
        if (name.length() <= most) {
            return name;
        }
        String hash = String.format("-%08x", name.hashCode());
        // A dot before a hyphen is no name.
        return name.substring(0, most - hash.length()).replaceAll("[.-]+$", "") + hash;
    }

    /** The Secret with what cloud-init does in the guest: a VM's own field holds no more than 2048 bytes. */
    public ObjectNode secret(Side side, String userData) {
        ObjectNode secret = object("v1", "Secret", side);
        secret.put("type", "Opaque").putObject("stringData").put("userdata", userData);
        return secret;
    }

    /**
     * The VM without what a plan adds.
     *
     * @param profile that it is bound to; on the default's side it opts out
     */
    public ObjectNode machine(Side side, String profile) {
        ObjectNode trial = object("kubevirt.io/v1", "VirtualMachine", side);
        trial.withObject("/metadata/labels").put(Keys.PROFILE, side == Side.PROFILE ? profile : "none");
        ObjectNode spec = trial.putObject("spec").put("runStrategy", "Once");
        spec.putArray("dataVolumeTemplates").add(template(side));
        ObjectNode pod = spec.putObject("template");
        labels(pod.putObject("metadata").putObject("labels"), side);
        ObjectNode instance = pod.putObject("spec");
        ObjectNode domain = instance.putObject("domain");
        domain.putObject("cpu").put("cores", cpus);
        domain.putObject("memory").put("guest", size.memory());
        devices(domain.putObject("devices"));
        instance.put("terminationGracePeriodSeconds", 0);
        // Moved to another node, it would measure another drive than the other side.
        instance.put("evictionStrategy", "None");
        instance.putArray("networks").addObject().put("name", "default").putObject("pod");
        volumes(instance, side);
        where(instance, side);
        return trial;
    }

    private void devices(ObjectNode devices) {
        devices.put("logSerialConsole", true).put("autoattachSerialConsole", true);
        var disks = devices.putArray("disks");
        disks.addObject().put("name", SYSTEM).putObject("disk").put("bus", "virtio");
        disks.addObject().put("name", CLOUD_INIT).putObject("disk").put("bus", "virtio");
        ObjectNode measured = disks.addObject().put("name", storage.disk()).put("serial", SERIAL);
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
        volumes.addObject().put("name", SYSTEM).putObject("containerDisk").put("image", size.image());
        volumes.addObject()
                .put("name", CLOUD_INIT)
                .putObject("cloudInitNoCloud")
                .putObject("secretRef")
                .put("name", name(side));
        ObjectNode measured = volumes.addObject().put("name", storage.disk());
        if (storage.byClaim()) {
            // KubeVirt takes the template for referenced: its claim has its name (vms-admitter.go,
            // validateDataVolumeTemplate).
            measured.putObject("persistentVolumeClaim").put("claimName", name(side));
        } else {
            measured.putObject("dataVolume").put("name", name(side));
        }
    }

    private ObjectNode template(Side side) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        labels(template.putObject("metadata").put("name", name(side)).putObject("labels"), side);
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
        asked.putObject("resources").putObject("requests").put("storage", size.disk());
        return template;
    }

    /** Where the VM may run; and the default's side where the profile's is, for another node is another drive. */
    private void where(ObjectNode instance, Side side) {
        for (String field : List.of("architecture", "nodeSelector", "tolerations", "affinity")) {
            JsonNode there = Tree.at(vm, "spec", "template", "spec", field);
            if (!there.isMissingNode()) {
                instance.set(field, there.deepCopy());
            }
        }
        if (side == Side.DEFAULT) {
            ObjectNode term = instance.withObject("/affinity/podAffinity")
                    .withArray("requiredDuringSchedulingIgnoredDuringExecution")
                    .addObject();
            term.putObject("labelSelector")
                    .putObject("matchLabels")
                    .put(Keys.BENCH, of())
                    .put(Keys.BENCH_SIDE, Side.PROFILE.word());
            term.put("topologyKey", "kubernetes.io/hostname");
        }
    }

    private ObjectNode object(String apiVersion, String kind, Side side) {
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", apiVersion)
                .put("kind", kind);
        ObjectNode metadata =
                object.putObject("metadata").put("name", name(side)).put("namespace", namespace());
        labels(metadata.putObject("labels"), side);
        Tree.text(vm, "metadata", "uid")
                .ifPresent(uid -> metadata.putArray("ownerReferences").add(owner(uid)));
        return object;
    }

    private void labels(ObjectNode labels, Side side) {
        labels.put("app.kubernetes.io/managed-by", "shortpath")
                .put(Keys.BENCH, of())
                .put(Keys.BENCH_SIDE, side.word());
    }

    /** No controller, and no block: who made the VM needs no right of its finalizers. */
    private ObjectNode owner(String uid) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", "kubevirt.io/v1")
                .put("kind", "VirtualMachine")
                .put("name", Tree.name(vm))
                .put("uid", uid);
    }
}
