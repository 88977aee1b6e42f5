package dev.shortpath.api;

/** Which VMs a profile takes without their asking for it. */
public record ProfileSelector(Selector namespaceSelector, Selector vmSelector) {}
