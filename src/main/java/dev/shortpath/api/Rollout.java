package dev.shortpath.api;

import io.fabric8.kubernetes.api.model.IntOrString;

/** How VMs that have a VMI come to their plan. */
public record Rollout(RolloutStrategy strategy, IntOrString maxUnavailable, Integer timeoutMinutes, Window window) {
    public Rollout {
        strategy = strategy == null ? RolloutStrategy.WHEN_STOPPED : strategy;
        maxUnavailable = maxUnavailable == null ? new IntOrString(1) : maxUnavailable;
        timeoutMinutes = timeoutMinutes == null ? Integer.valueOf(10) : timeoutMinutes;
    }
}
