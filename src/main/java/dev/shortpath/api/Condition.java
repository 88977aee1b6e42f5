package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A condition as the Kubernetes API conventions have it; a list of them is keyed by type. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
        String type,
        String status,
        String reason,
        String message,
        String lastTransitionTime,
        Long observedGeneration) {}
