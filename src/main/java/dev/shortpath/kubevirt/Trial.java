package dev.shortpath.kubevirt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.api.Keys;
import dev.shortpath.facts.Claim;
import java.util.Optional;

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
     * @param blockSize that a preference gives it, in the profile's words; what the VM's own entry says is copied
     */
    public record Storage(String disk, boolean byClaim, Claim claim, String bus, Optional<String> blockSize) {}

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

    ObjectNode object(String apiVersion, String kind, Side side) {
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

    void labels(ObjectNode labels, Side side) {
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
