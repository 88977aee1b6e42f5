package dev.shortpath.facts;

/**
 * A controller or GitOps tool that writes the VM's manifest again and again.
 *
 * @param what for a person: `Argo CD`, `VirtualMachinePool shop/web`
 * @param evidence where it was read
 */
public record Owner(String what, String evidence) {}
