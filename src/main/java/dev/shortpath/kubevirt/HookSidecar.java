package dev.shortpath.kubevirt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.shortpath.facts.Carrier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * KubeVirt's hook sidecar (pkg/hooks/hooks.go): an entry in an annotation of the VMI adds a container to its pod, whose image is
 * KubeVirt's sidecar-shim where none is named, and which runs a script of a ConfigMap in the VMI's namespace over the domain.
 *
 * <p>It is never stored in a VM: KubeVirt refuses VMIs with the annotation while the gate Sidecar is off, and makes no pod
 * without the ConfigMap (pkg/virt-controller/services/template.go). So a VMI gets it at its creation, where both are there.
 */
public final class HookSidecar {
    /** The ConfigMap's name, in each namespace that needs it. */
    public static final String CONFIG_MAP = "shortpath-hook";

    /** Says of a ConfigMap that it is ours. */
    public static final Map<String, String> LABELS =
            Map.of("app.kubernetes.io/managed-by", "shortpath", "app.kubernetes.io/name", "shortpath");

    static final FeatureGate GATE = new FeatureGate("Sidecar");
    static final String ANNOTATION = "hooks.kubevirt.io/hookSidecars";

    private static final int MOST_BYTES = 64 * 1024;
    private static final String KEY = "on_define_domain.py";
    private static final JsonMapper JSON = new JsonMapper();

    private HookSidecar() {}

    /** What becomes of a VMI that carries annotations of ours. */
    public enum Use {
        /** Something else carries them out, or nothing does. */
        NONE,
        /** It gets the sidecar. */
        ATTACHED,
        /** It would, but for the ConfigMap: it starts without what nothing would carry out, and so does not claim it. */
        LACKING
    }

    /** The ConfigMap that a namespace is given. */
    public static ObjectNode configMap(String namespace, String script) {
        ObjectNode map =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        ObjectNode metadata = map.putObject("metadata").put("name", CONFIG_MAP).put("namespace", namespace);
        LABELS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(l -> metadata.withObject("/labels").put(l.getKey(), l.getValue()));
        map.putObject("data").put(KEY, script);
        return map;
    }

    /** Whether a ConfigMap says that it is ours. */
    public static boolean isOurs(JsonNode map) {
        return LABELS.entrySet().stream()
                .allMatch(l -> Tree.text(Tree.at(map, "metadata", "labels"), l.getKey())
                        .equals(Optional.of(l.getValue())));
    }

    /** Whether a ConfigMap of ours has the script. */
    public static boolean isReady(JsonNode map, String script) {
        return isOurs(map) && Tree.text(map.path("data"), KEY).equals(Optional.of(script));
    }

    /** What stands against the sidecar in a namespace: a ConfigMap of its name that is somebody else's is never touched. */
    public static Optional<Link> foreign(JsonNode map) {
        return isOurs(map)
                ? Optional.empty()
                : Optional.of(
                        Link.seen(
                                "the ConfigMap " + Tree.namespace(map) + "/" + CONFIG_MAP
                                        + " is not Shortpath's (it lacks its labels); rename it, and the hook sidecar gets its script"));
    }

    /**
     * What stands against it where KubeVirt would make a container without an image, which no API server takes: sidecar-shim is
     * the default since its commit 63fc108d, first in 1.3.0.
     */
    static Optional<Link> withoutImage(JsonNode kubevirt) {
        return Clusters.version(kubevirt)
                .filter(v -> v.isBefore(3))
                .map(
                        v -> Link.seen(
                                "KubeVirt " + v.text()
                                        + " has no image of its own for hook sidecars (it has from 1.3 on), and no VM would start with ours"));
    }

    /** What stands against it where this operator cannot see its ConfigMaps, and so neither keeps nor counts on them. */
    public static Link unseen() {
        return Link.notKnown(
                "the operator does not see the ConfigMaps " + CONFIG_MAP + "; apply deploy/options/hook-sidecars.yaml");
    }

    /** Whether a VM's template asks for something that a hook carries out. */
    public static boolean isAsked(JsonNode vm) {
        return isAsked(vm, Layout.VM);
    }

    private static boolean isAsked(JsonNode object, Layout layout) {
        JsonNode annotations = object.at(Edit.pointer(layout.annotations()));
        return annotations.has(Spelling.URING_DISKS) || annotations.has(Spelling.SCSI_QUEUES);
    }

    /** Whether a VMI has the sidecar. */
    public static boolean isAttached(JsonNode vmi) {
        return entries(vmi).stream().flatMap(all -> Tree.list(all).stream()).anyMatch(HookSidecar::isOwn);
    }

    /** A VMI as it runs: where only the sidecar could carry out what its annotations ask for and it has none, nothing did. */
    static JsonNode carried(JsonNode vmi, Carrier carrier) {
        if (carrier != Carrier.SIDECAR || !isAsked(vmi, Layout.VMI) || isAttached(vmi)) {
            return vmi;
        }
        Edit edit = new Edit((ObjectNode) vmi, Set.of());
        use(edit, Use.LACKING);
        return edit.document();
    }

    /** KubeVirt's shim hands the VMI over as one argument, which Linux limits to 128 KiB; its status comes on top of this. */
    private static boolean tooLong(JsonNode vmi) {
        return vmi.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
    }

    /** The ConfigMap is a volume of its name in the pod, where names are unique. */
    private static boolean hasVolume(JsonNode vmi) {
        return Tree.list(vmi, "spec", "volumes").stream()
                .anyMatch(v -> Tree.text(v, "name").equals(Optional.of(CONFIG_MAP)));
    }

    private static boolean isOwn(JsonNode entry) {
        return Tree.text(Tree.at(entry, "configMap"), "name").equals(Optional.of(CONFIG_MAP));
    }

    /** The sidecars that a VMI asks for; empty Optional where they cannot be read, which KubeVirt refuses by itself. */
    private static Optional<ArrayNode> entries(JsonNode vmi) {
        String text = Tree.text(Tree.at(vmi, "metadata", "annotations"), ANNOTATION)
                .filter(t -> !t.isBlank())
                .orElse("[]");
        try {
            return Optional.of(JSON.readTree(text))
                    // As KubeVirt's decoder reads it: none.
                    .map(read -> read.isNull() ? JSON.createArrayNode() : read)
                    .filter(ArrayNode.class::isInstance)
                    .map(ArrayNode.class::cast);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** Gives a VMI what its use means. */
    static void use(Edit vmi, Use use) {
        if (!isAsked(vmi.document(), Layout.VMI)) {
            return;
        }
        switch (use) {
            case NONE -> {}
            case ATTACHED -> attach(vmi);
            case LACKING -> {
                for (String key : List.of(Spelling.URING_DISKS, Spelling.SCSI_QUEUES)) {
                    vmi.remove(Layout.below(Layout.VMI.annotations(), key));
                }
            }
        }
    }

    /** Beside the owner's own sidecars, after them: KubeVirt runs them in their order. */
    private static void attach(Edit vmi) {
        Optional<ArrayNode> entries = entries(vmi.document());
        if (isAttached(vmi.document())) {
            return;
        }
        if (entries.isEmpty() || tooLong(vmi.document()) || hasVolume(vmi.document())) {
            use(vmi, Use.LACKING);
            return;
        }
        ObjectNode entry = entries.get().addObject();
        // The protocol that ends the container with the VM.
        entry.putArray("args").add("--version").add("v1alpha3");
        entry.putObject("configMap").put("name", CONFIG_MAP).put("key", KEY).put("hookPath", "/usr/bin/onDefineDomain");
        vmi.put(
                Layout.below(Layout.VMI.annotations(), ANNOTATION),
                TextNode.valueOf(entries.get().toString()));
    }
}
