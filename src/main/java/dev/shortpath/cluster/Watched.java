package dev.shortpath.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shortpath.api.Keys;
import dev.shortpath.kubevirt.AdmissionState;
import dev.shortpath.kubevirt.HookSidecar;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Optional;

/** The kinds that the operator watches, and under which path the API serves them. */
public enum Watched {
    PROFILE("StorageProfile", "shortpath.dev", "v1alpha1", "storageprofiles", false),
    PATH("StoragePath", "shortpath.dev", "v1alpha1", "storagepaths", true),
    STORAGE_NODE("StorageNode", "shortpath.dev", "v1alpha1", "storagenodes", false),
    /** Of who publishes what the kubelet's policies are. */
    NODE_TOPOLOGY("NodeResourceTopology", "topology.node.k8s.io", "v1alpha2", "noderesourcetopologies", false),
    NODE("Node", "", "v1", "nodes", false),
    NAMESPACE("Namespace", "", "v1", "namespaces", false),
    CLAIM("PersistentVolumeClaim", "", "v1", "persistentvolumeclaims", true),
    STORAGE_CLASS("StorageClass", "storage.k8s.io", "v1", "storageclasses", false),
    REVISION("ControllerRevision", "apps", "v1", "controllerrevisions", true),
    VM("VirtualMachine", "kubevirt.io", "v1", "virtualmachines", true),
    VMI("VirtualMachineInstance", "kubevirt.io", "v1", "virtualmachineinstances", true),
    /** Our own: whether admission stands where the API server asks it. */
    WEBHOOK(
            "MutatingWebhookConfiguration",
            "admissionregistration.k8s.io",
            "v1",
            "mutatingwebhookconfigurations",
            false),
    /** Our own: the hook sidecar's script; watched only where hook sidecars are allowed. */
    HOOK("ConfigMap", "", "v1", "configmaps", true),
    /** What `shortpath bench` found, by a label. */
    MEASURED("ConfigMap", "", "v1", "configmaps", true),
    KUBEVIRT("KubeVirt", "kubevirt.io", "v1", "kubevirts", true),
    PLUGIN("Plugin", "plugin.kubevirt.io", "v1alpha1", "plugins", false),
    DATA_VOLUME("DataVolume", "cdi.kubevirt.io", "v1beta1", "datavolumes", true),
    CDI_PROFILE("StorageProfile", "cdi.kubevirt.io", "v1beta1", "storageprofiles", false),
    INSTANCETYPE(
            "VirtualMachineInstancetype", "instancetype.kubevirt.io", "v1beta1", "virtualmachineinstancetypes", true),
    CLUSTER_INSTANCETYPE(
            "VirtualMachineClusterInstancetype",
            "instancetype.kubevirt.io",
            "v1beta1",
            "virtualmachineclusterinstancetypes",
            false),
    PREFERENCE("VirtualMachinePreference", "instancetype.kubevirt.io", "v1beta1", "virtualmachinepreferences", true),
    CLUSTER_PREFERENCE(
            "VirtualMachineClusterPreference",
            "instancetype.kubevirt.io",
            "v1beta1",
            "virtualmachineclusterpreferences",
            false);

    /** The revisions that KubeVirt keeps of instancetypes and preferences; all others are no business of ours. */
    private static final String REVISIONS = "instancetype.kubevirt.io/object-kind";

    private final String name;
    private final String group;
    private final String version;
    private final String plural;
    private final boolean namespaced;

    Watched(String name, String group, String version, String plural, boolean namespaced) {
        this.name = name;
        this.group = group;
        this.version = version;
        this.plural = plural;
        this.namespaced = namespaced;
    }

    /** As {@link dev.shortpath.kubevirt.World} names it: `Node.v1`, `DataVolume.cdi.kubevirt.io`. */
    public String kind() {
        return name + "." + (group.isEmpty() ? version : group);
    }

    /** The kind without its group. */
    public String shortKind() {
        return name;
    }

    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    public boolean namespaced() {
        return namespaced;
    }

    /** Whether it may come later than the operator, or never, or may not be read: a CRD that is not ours, our webhooks. */
    public boolean optional() {
        return group.endsWith("kubevirt.io")
                || this == WEBHOOK
                || this == NODE_TOPOLOGY
                || this == HOOK
                || this == MEASURED;
    }

    /** Whether memory counts for more than the time to look at one: of nodes it is their whole that is looked at, once for each change. */
    boolean packed() {
        return many() || this == NODE;
    }

    /** Whether there is one for each VM, or several. */
    boolean many() {
        return switch (this) {
            case VM, VMI, PATH, DATA_VOLUME, CLAIM, REVISION, MEASURED -> true;
            default -> false;
        };
    }

    /** How many objects a list brings at once; a StorageNode is as big as some forty others, a ConfigMap as its owner likes. */
    public long page() {
        return this == STORAGE_NODE || this == MEASURED ? 25 : 500;
    }

    Optional<String> labelSelector() {
        return switch (this) {
            case REVISION -> Optional.of(REVISIONS);
            case MEASURED -> Optional.of(Keys.MEASURED + "=true");
            default -> Optional.empty();
        };
    }

    /** The only object of its kind that is watched; empty: all. */
    Optional<String> onlyName() {
        return switch (this) {
            case WEBHOOK -> Optional.of(AdmissionState.CONFIGURATION);
            case HOOK -> Optional.of(HookSidecar.CONFIG_MAP);
            default -> Optional.empty();
        };
    }

    /** Where one object of it is served, without a leading slash. */
    String path(String namespace, String object) {
        return (group.isEmpty() ? "api/" : "apis/")
                + apiVersion()
                + (namespaced ? "/namespaces/" + namespace : "")
                + "/"
                + plural
                + (object.isEmpty() ? "" : "/" + object);
    }

    /** An object of this kind, as an Event names what it is about. */
    public ObjectReference reference(JsonNode object) {
        return reference(Key.of(object), object.at("/metadata/uid").asText());
    }

    public ObjectReference reference(Key key, String uid) {
        return new ObjectReferenceBuilder()
                .withApiVersion(apiVersion())
                .withKind(name)
                .withNamespace(namespaced ? key.namespace() : null)
                .withName(key.name())
                .withUid(uid)
                .build();
    }

    ResourceDefinitionContext context() {
        return new ResourceDefinitionContext.Builder()
                .withKind(name)
                .withGroup(group.isEmpty() ? null : group)
                .withVersion(version)
                .withPlural(plural)
                .withNamespaced(namespaced)
                .build();
    }
}
