package dev.shortpath.kubevirt;

/** The kinds that a plan reads, as {@link World} names them: kind, dot, group, or version for the core group. */
public final class Kinds {
    public static final String VIRTUAL_MACHINE = "VirtualMachine.kubevirt.io";
    public static final String VIRTUAL_MACHINE_INSTANCE = "VirtualMachineInstance.kubevirt.io";
    public static final String MIGRATION = "VirtualMachineInstanceMigration.kubevirt.io";
    public static final String KUBEVIRT = "KubeVirt.kubevirt.io";
    public static final String PLUGIN = "Plugin.plugin.kubevirt.io";
    public static final String INSTANCETYPE = "VirtualMachineInstancetype.instancetype.kubevirt.io";
    public static final String CLUSTER_INSTANCETYPE = "VirtualMachineClusterInstancetype.instancetype.kubevirt.io";
    public static final String PREFERENCE = "VirtualMachinePreference.instancetype.kubevirt.io";
    public static final String CLUSTER_PREFERENCE = "VirtualMachineClusterPreference.instancetype.kubevirt.io";
    public static final String CONTROLLER_REVISION = "ControllerRevision.apps";
    public static final String DATA_VOLUME = "DataVolume.cdi.kubevirt.io";
    /** CDI's own kind of that name: what it knows of a StorageClass. */
    public static final String CDI_STORAGE_PROFILE = "StorageProfile.cdi.kubevirt.io";

    public static final String CLAIM = "PersistentVolumeClaim.v1";
    public static final String STORAGE_CLASS = "StorageClass.storage.k8s.io";
    public static final String NODE = "Node.v1";
    public static final String NAMESPACE = "Namespace.v1";

    /** Of ours alone: the hook sidecar's script. */
    public static final String CONFIG_MAP = "ConfigMap.v1";

    public static final String PROFILE = "StorageProfile.shortpath.dev";
    public static final String STORAGE_PATH = "StoragePath.shortpath.dev";
    public static final String STORAGE_NODE = "StorageNode.shortpath.dev";

    /** What the kubelet's policies are, where somebody publishes it (NFD's topology updater). */
    public static final String NODE_TOPOLOGY = "NodeResourceTopology.topology.node.k8s.io";

    public static final String WEBHOOKS = "MutatingWebhookConfiguration.admissionregistration.k8s.io";

    private Kinds() {}

    /** The kind of a manifest by its `kind` and `apiVersion`, e.g. `Node` and `v1`. */
    public static String of(String kind, String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return kind + "." + (slash < 0 ? apiVersion : apiVersion.substring(0, slash));
    }
}
