package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;

/** How VMs that have a VMI come to their plan. */
@ValidationRule(
        value = "!has(self.maxUnavailable) || (type(self.maxUnavailable) == int ? self.maxUnavailable >= "
                + "1 && self.maxUnavailable <= 100000 : "
                + "self.maxUnavailable.matches('^([1-9][0-9]?|100)%$'))",
        fieldPath = ".maxUnavailable",
        message = "maxUnavailable is a whole number from 1 to 100000, or 1% to 100% of the profile's VMs: "
                + "write 1 or \"10%\"")
public record Rollout(
        @JsonPropertyDescription("WhenStopped waits for the VM's next stop and start; Stage stores the plan now, and "
                + "KubeVirt shows RestartRequired; Restart stages and restarts the VMs by itself. "
                + "WhenStopped when left out.")
        @Default("WhenStopped")
        RolloutStrategy strategy,

        @JsonPropertyDescription(
                "How many VMs may be restarting at once under Restart: a whole number, at least 1, or a "
                        + "share of the profile's VMs, 1% to 100%. 1 when left out.")
        @Default("1")
        IntOrString maxUnavailable,

        @JsonPropertyDescription(
                "Minutes, 1 to 1440, after which a VM that is not back stops the rollout. 10 when left " + "out.")
        @Min(1)
        @Max(1440)
        @Default("10")
        Integer timeoutMinutes,

        @JsonPropertyDescription("When restarts may begin. At any time when left out.")
        Window window) {
    public Rollout {
        strategy = strategy == null ? RolloutStrategy.WHEN_STOPPED : strategy;
        maxUnavailable = maxUnavailable == null ? new IntOrString(1) : maxUnavailable;
        timeoutMinutes = timeoutMinutes == null ? Integer.valueOf(10) : timeoutMinutes;
    }

    /** How many of so many VMs may be unavailable at once; of a share the whole VMs, and at least one. */
    public int most(int vms) {
        String share = maxUnavailable.getStrVal();
        return share == null
                ? maxUnavailable.getIntVal()
                : Math.max(1, vms * Integer.parseInt(share.replace("%", "")) / 100);
    }
}
