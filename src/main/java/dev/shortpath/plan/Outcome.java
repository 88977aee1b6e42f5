package dev.shortpath.plan;

import dev.shortpath.api.Compliance;
import dev.shortpath.api.PathReason;

/** How a VM stands to its profile. */
public record Outcome(Compliance compliance, PathReason reason, String message) {}
