package dev.shortpath.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a VM's compliance is what it is. */
public enum PathReason implements Word {
    @JsonProperty("AsPlanned")
    AS_PLANNED("AsPlanned", "The VM has what its profile asks for."),

    @JsonProperty("NotPossible")
    NOT_POSSIBLE("NotPossible", "Something that the profile spells out cannot be had."),

    @JsonProperty("Drifted")
    DRIFTED("Drifted", "Somebody replaced a recorded value, and the profile enforces it."),

    @JsonProperty("NoEligibleNode")
    NO_ELIGIBLE_NODE("NoEligibleNode", "No node has what the path needs."),

    @JsonProperty("CannotStart")
    CANNOT_START("CannotStart", "KubeVirt cannot start the VM as its owner wrote it; nothing is written."),

    @JsonProperty("WrongNode")
    WRONG_NODE("WrongNode", "The VM runs on a node that does not carry its path."),

    @JsonProperty("FactsUnknown")
    FACTS_UNKNOWN("FactsUnknown", "Something that a decision needs is not known yet."),

    @JsonProperty("FactsStale")
    FACTS_STALE("FactsStale", "Facts that a set value rests on are not known any more."),

    @JsonProperty("NextStart")
    NEXT_START("NextStart", "The VM gets the plan at its next start."),

    @JsonProperty("NeedsStop")
    NEEDS_STOP("NeedsStop", "Only the VM's spec can take the plan, which is written while the VM is stopped."),

    @JsonProperty("RestartRequired")
    RESTART_REQUIRED("RestartRequired", "The plan is stored, and the running VM gets it by a restart."),

    @JsonProperty("RestartNotSafe")
    RESTART_NOT_SAFE(
            "RestartNotSafe",
            "The plan is stored, and Shortpath does not restart the VM by itself, since something would be lost or cut short, or nothing gained."),

    @JsonProperty("NotWritten")
    NOT_WRITTEN("NotWritten", "The plan is not written; the message says why."),

    @JsonProperty("AuditOnly")
    AUDIT_ONLY("AuditOnly", "The profile only reports."),

    @JsonProperty("RefusedByKubeVirt")
    REFUSED_BY_KUBE_VIRT("RefusedByKubeVirt", "KubeVirt's admission refused the write."),

    @JsonProperty("NoDisk")
    NO_DISK("NoDisk", "None of the VM's disks can be taken."),

    @JsonProperty("NoProfile")
    NO_PROFILE("NoProfile", "No profile binds the VM."),

    @JsonProperty("OptedOut")
    OPTED_OUT("OptedOut", "The VM opts out of every profile."),

    @JsonProperty("ProfileNotFound")
    PROFILE_NOT_FOUND("ProfileNotFound", "The profile that the VM names does not exist."),

    @JsonProperty("NamespaceNotAllowed")
    NAMESPACE_NOT_ALLOWED("NamespaceNotAllowed", "The profile does not allow the VM's namespace."),

    @JsonProperty("SetItInGit")
    SET_IT_IN_GIT("SetItInGit", "The profile's workload asks for what only the manifest in Git can say.");

    private final String word;
    private final String meaning;

    PathReason(String word, String meaning) {
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
