package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/** The VM-wide I/O threads. */
@ValidationRule(
        value = "!has(self.count) || self.count == 0 || !has(self.policy) || self.policy == " + "'supplementalPool'",
        fieldPath = ".count",
        message = "count is the number of threads in the supplemental pool: write policy: supplementalPool "
                + "with it, or leave count out")
public record IoThreads(
        @JsonPropertyDescription("KubeVirt's ioThreadsPolicy: shared; auto, which is a policy of KubeVirt's and not "
                + "Shortpath's choice; supplementalPool, which takes extra CPU for the pod; Keep, what the "
                + "owner has. From the workload when left out.")
        IoThreadsPolicy policy,

        @JsonPropertyDescription("Threads of the supplementalPool, 0 to 64. 0 or left out: a quarter of the vCPUs, at "
                + "least 1 and at most 8, fixed when first set.")
        @Min(0)
        @Max(64)
        Integer count) {}
