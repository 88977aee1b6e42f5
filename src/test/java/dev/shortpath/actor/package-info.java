/**
 * KubeVirt and CDI, played: for tests and the demo, where no container runs. It does to the objects of an API server what
 * virt-controller, virt-handler, virt-operator, CDI and a provisioner would do, as far as Shortpath can see it, and knows
 * nothing of Shortpath. Not played: KubeVirt's own admission, a migration's cancelling, evacuations, hotplug, snapshots,
 * live changes of CPU and memory, subresources but the restart of a VM.
 */
package dev.shortpath.actor;
