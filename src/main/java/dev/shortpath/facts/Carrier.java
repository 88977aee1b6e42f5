package dev.shortpath.facts;

/** What puts into a VM's libvirt domain what KubeVirt's API cannot say. */
public enum Carrier {
    /** KubeVirt's Plugin: one object for all VMs. */
    PLUGIN,
    /** KubeVirt's hook sidecar: a container more in the VM's pod. */
    SIDECAR
}
