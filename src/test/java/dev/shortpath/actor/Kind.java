package dev.shortpath.actor;

/** The kinds of object that the actor reads or writes. */
enum Kind {
    VM("kubevirt.io", "v1", "virtualmachines", "VirtualMachine"),
    VMI("kubevirt.io", "v1", "virtualmachineinstances", "VirtualMachineInstance"),
    MIGRATION("kubevirt.io", "v1", "virtualmachineinstancemigrations", "VirtualMachineInstanceMigration"),
    KUBEVIRT("kubevirt.io", "v1", "kubevirts", "KubeVirt"),
    INSTANCETYPE("instancetype.kubevirt.io", "v1beta1", "virtualmachineinstancetypes", "VirtualMachineInstancetype"),
    CLUSTER_INSTANCETYPE(
            "instancetype.kubevirt.io",
            "v1beta1",
            "virtualmachineclusterinstancetypes",
            "VirtualMachineClusterInstancetype"),
    PREFERENCE("instancetype.kubevirt.io", "v1beta1", "virtualmachinepreferences", "VirtualMachinePreference"),
    CLUSTER_PREFERENCE(
            "instancetype.kubevirt.io",
            "v1beta1",
            "virtualmachineclusterpreferences",
            "VirtualMachineClusterPreference"),
    DATA_VOLUME("cdi.kubevirt.io", "v1beta1", "datavolumes", "DataVolume"),
    CDI_PROFILE("cdi.kubevirt.io", "v1beta1", "storageprofiles", "StorageProfile"),
    REVISION("apps", "v1", "controllerrevisions", "ControllerRevision"),
    CLAIM("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim"),
    VOLUME("", "v1", "persistentvolumes", "PersistentVolume"),
    POD("", "v1", "pods", "Pod");

    final String group;
    final String version;
    final String plural;
    final String word;

    Kind(String group, String version, String plural, String word) {
        this.group = group;
        this.version = version;
        this.plural = plural;
        this.word = word;
    }

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    boolean namespaced() {
        return switch (this) {
            case VOLUME, CDI_PROFILE, CLUSTER_INSTANCETYPE, CLUSTER_PREFERENCE -> false;
            default -> true;
        };
    }

    /** Whether its API comes with a CRD. */
    boolean custom() {
        return group.endsWith("kubevirt.io");
    }

    /** The path under the API server, of one object or (with an empty name) of the collection. */
    String path(String namespace, String name) {
        return (group.isEmpty() ? "/api/" : "/apis/" + group + "/")
                + version
                + (namespaced() ? "/namespaces/" + namespace : "")
                + ("/" + plural)
                + (name.isEmpty() ? "" : "/" + name);
    }
}
