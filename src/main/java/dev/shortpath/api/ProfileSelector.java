package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Which VMs a profile takes without their asking for it. */
public record ProfileSelector(
        @JsonPropertyDescription("By the labels of the VM's namespace. Any namespace when left out or {}.")
        Selector namespaceSelector,

        @JsonPropertyDescription("By the labels of the VM. Any VM when left out or {}.")
        Selector vmSelector) {}
