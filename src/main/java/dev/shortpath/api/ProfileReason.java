package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a StorageProfile's condition is what it is. */
public enum ProfileReason implements Word {
    @JsonProperty("Accepted")
    ACCEPTED("Accepted", "The profile is understood and possible on this cluster."),

    @JsonProperty("Invalid")
    INVALID("Invalid", "The profile contradicts itself, or names a time zone that there is not."),

    @JsonProperty("UnsupportedByCluster")
    UNSUPPORTED_BY_CLUSTER(
            "UnsupportedByCluster", "This cluster, or this version of Shortpath, cannot do what the profile asks for."),

    @JsonProperty("Pending")
    PENDING("Pending", "Not looked at yet, or KubeVirt was not read yet."),

    @JsonProperty("AllCarry")
    ALL_CARRY("AllCarry", "Every bound VM carries this generation's plan."),

    @JsonProperty("AuditOnly")
    AUDIT_ONLY("AuditOnly", "The profile only reports."),

    @JsonProperty("WaitingForStop")
    WAITING_FOR_STOP("WaitingForStop", "Some VMs get their plan when they stop."),

    @JsonProperty("PartlyRefused")
    PARTLY_REFUSED("PartlyRefused", "Some of the plan is refused or not possible."),

    @JsonProperty("Conflicted")
    CONFLICTED("Conflicted", "Another profile won some of the VMs that this one selects."),

    @JsonProperty("ReconcileError")
    RECONCILE_ERROR("ReconcileError", "Some VMs could not be written or read."),

    @JsonProperty("AllDecided")
    ALL_DECIDED("AllDecided", "Every bound VM is decided for this generation."),

    @JsonProperty("AllComply")
    ALL_COMPLY("AllComply", "Every bound running VM runs with the plan.");

    private final String word;
    private final String meaning;

    ProfileReason(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    @Override
    public String word() {
        return word;
    }

    /** One sentence for the reference, `docs/conditions.md`. */
    public String meaning() {
        return meaning;
    }
}
