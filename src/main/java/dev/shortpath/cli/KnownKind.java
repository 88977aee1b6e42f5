package dev.shortpath.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds that an answer may depend on. */
enum KnownKind {
    STORAGE_PROFILE("StorageProfile", "shortpath.dev", "v1alpha1", false),
    STORAGE_NODE("StorageNode", "shortpath.dev", "v1alpha1", false),
    STORAGE_PATH("StoragePath", "shortpath.dev", "v1alpha1", true),
    VIRTUAL_MACHINE("VirtualMachine", "kubevirt.io", "v1", true),
    VIRTUAL_MACHINE_INSTANCE("VirtualMachineInstance", "kubevirt.io", "v1", true),
    MIGRATION("VirtualMachineInstanceMigration", "kubevirt.io", "v1", true),
    KUBE_VIRT("KubeVirt", "kubevirt.io", "v1", true),
    PLUGIN("Plugin", "plugin.kubevirt.io", "v1alpha1", false),
    INSTANCETYPE("VirtualMachineInstancetype", "instancetype.kubevirt.io", "v1beta1", true),
    CLUSTER_INSTANCETYPE("VirtualMachineClusterInstancetype", "instancetype.kubevirt.io", "v1beta1", false),
    PREFERENCE("VirtualMachinePreference", "instancetype.kubevirt.io", "v1beta1", true),
    CLUSTER_PREFERENCE("VirtualMachineClusterPreference", "instancetype.kubevirt.io", "v1beta1", false),
    DATA_VOLUME("DataVolume", "cdi.kubevirt.io", "v1beta1", true),
    CDI_STORAGE_PROFILE("StorageProfile", "cdi.kubevirt.io", "v1beta1", false),
    STORAGE_CLASS("StorageClass", "storage.k8s.io", "v1", false),
    CONTROLLER_REVISION("ControllerRevision", "apps", "v1", true),
    CLAIM("PersistentVolumeClaim", "", "v1", true),
    NODE_TOPOLOGY("NodeResourceTopology", "topology.node.k8s.io", "v1alpha2", false),
    NODE("Node", "", "v1", false),
    NAMESPACE("Namespace", "", "v1", false),
    WEBHOOKS("MutatingWebhookConfiguration", "admissionregistration.k8s.io", "v1", false);

    private final String kind;
    private final String group;
    private final String version;
    private final boolean namespaced;

    KnownKind(String kind, String group, String version, boolean namespaced) {
        this.kind = kind;
        this.group = group;
        this.version = version;
        this.namespaced = namespaced;
    }

    boolean namespaced() {
        return namespaced;
    }

    /** As {@link Manifest#kind()}. */
    String key() {
        return kind + "." + (group.isEmpty() ? version : group);
    }

    String kind() {
        return kind;
    }

    /** Where the API serves all of them. */
    String path() {
        return base() + "/" + plural();
    }

    /** Where the API serves those of a namespace. */
    String path(String namespace) {
        return base() + "/namespaces/" + namespace + "/" + plural();
    }

    private String base() {
        return (group.isEmpty() ? "/api/" : "/apis/") + apiVersion();
    }

    private String plural() {
        String word = kind.toLowerCase(Locale.ROOT);
        return word.endsWith("y")
                ? word.substring(0, word.length() - 1) + "ies"
                : word + (word.endsWith("s") ? "es" : "s");
    }

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    static Optional<KnownKind> of(Manifest document) {
        return Arrays.stream(values())
                .filter(k -> k.key().equals(document.kind()))
                .findFirst();
    }

    /** Others' kinds are read in every version that has their shape; of ours there is one. */
    void checkVersion(Manifest document) throws BadInput {
        if (group.equals("shortpath.dev") && !document.apiVersion().equals(apiVersion())) {
            throw new BadInput(
                    document.at("/apiVersion"),
                    kind + " of " + document.apiVersion() + " is not known; write `apiVersion: " + apiVersion() + "`");
        }
    }

    /** What an unknown kind was perhaps to be: the same word of another group, or in another case. */
    static Optional<String> meant(Manifest document) {
        String word = document.object().path("kind").asText();
        return Arrays.stream(values())
                .filter(k -> k.kind.equalsIgnoreCase(word) || (k.kind + "s").equalsIgnoreCase(word))
                .findFirst()
                .map(k -> k.kind + " of " + k.apiVersion());
    }
}
