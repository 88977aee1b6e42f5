package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The path that a VM's disks have. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StoragePathStatus(
        @JsonPropertyDescription("The StorageProfile of shortpath.dev that binds the VM.") @Size(max = 253)
        String profile,

        @JsonPropertyDescription("The generation of the profile that this was decided for.") @Min(0)
        Long profileGeneration,

        @JsonPropertyDescription("Where values are stored for this VM: VirtualMachine or Instance. Decided at binding, "
                + "kept until the profile's delivery changes or the VM is bound anew.")
        Delivery delivery,

        @JsonPropertyDescription("What the profile asked for when that was decided: Auto, or the delivery itself.")
        Delivery deliveryAsked,

        @JsonPropertyDescription("Why that delivery: the mark of a GitOps tool or controller, and where it was read.")
        @Size(max = 256)
        String deliveryWhy,

        @JsonPropertyDescription(
                "How the VM stands to its profile: Compliant, NonCompliant, OutOfDate, NotApplicable or " + "Unknown.")
        Compliance compliance,

        @JsonPropertyDescription("Why, in one word; docs/conditions.md lists them.")
        // A reason of a later version reads as none, so that going back does not blind the operator.
        @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        PathReason reason,

        @JsonPropertyDescription("What is so, in one sentence for a person, and what they can do.") @Size(max = 1024)
        String message,

        @JsonPropertyDescription("The worst disk's way from the guest to its data.") @Size(max = 1024)
        String path,

        @JsonPropertyDescription("Arrows in path; the worst disk is the one with the most, then the first by name.")
        @Min(0)
        Integer hops,

        @JsonPropertyDescription("Each disk that is or could be taken.") @Size(max = 256)
        List<PathDisk> disks,

        @JsonPropertyDescription(
                "What was decided and why: one entry for all disks with the same field, decision, value, "
                        + "reason and message.")
        @Size(max = 4096)
        List<PathDecision> decisions,

        @JsonPropertyDescription("Decisions and disks that did not fit here; shortpath explain has all.") @Min(0)
        Integer omitted,

        @JsonPropertyDescription("Whether any node can take the VM with its path: Some, None or Unknown.")
        EligibleNodes nodes,

        @JsonPropertyDescription("When nodes is not Some: what the nodes lack, or what is not known of them.")
        @Size(max = 1024)
        String nodesWhy,

        @JsonPropertyDescription("The node that the VM runs on; absent when it does not run.") @Size(max = 253)
        String node,

        @JsonPropertyDescription("Whether the path lets the VM migrate live.")
        Boolean liveMigratable,

        @JsonPropertyDescription("What shortpath bench found, copied from the ConfigMap that it left.") @Size(max = 64)
        Map<String, @Size(max = 1024) String> measured,

        @JsonPropertyDescription("Conditions of the report.") @ListMap("type") @Size(max = 16)
        List<Condition> conditions) {
    public StoragePathStatus {
        disks = disks == null ? List.of() : List.copyOf(disks);
        decisions = decisions == null ? List.of() : List.copyOf(decisions);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
        measured = measured == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(measured));
    }
}
