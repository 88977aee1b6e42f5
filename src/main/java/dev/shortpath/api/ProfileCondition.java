package dev.shortpath.api;

/** The types of a StorageProfile's conditions; all are there from the first visit on. */
public enum ProfileCondition implements Word {
    ACCEPTED("Accepted", "The profile is understood, and possible on this cluster."),
    APPLIED(
            "Applied",
            "Every bound VM carries this generation's plan where the delivery puts it (Instance: admission stands ready)."),
    COMPLIANT(
            "Compliant", "Every bound running VM runs with the plan. When not, the reason is the worst StoragePath's."),
    READY("Ready", "The profile is accepted, and every bound VM is decided for this generation: the one to wait for.");

    private final String word;
    private final String meaning;

    ProfileCondition(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    @Override
    public String word() {
        return word;
    }

    /** One sentence for the reference, `docs/conditions.md`: what True means. */
    public String meaning() {
        return meaning;
    }
}
