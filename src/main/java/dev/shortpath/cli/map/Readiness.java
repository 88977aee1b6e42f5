package dev.shortpath.cli.map;

/** Whether a node can give drives to VMs, what is to be looked into first. */
enum Readiness {
    SILENT("Silent", "the probe was not heard of for too long", Tone.DOUBT),
    NOT_READY("Not ready", "has drives, and none of them is ready", Tone.LATE),
    NOT_OFFERED("Not given", "has drives ready that VMs are not known to be given", Tone.LATE),
    READY("Ready", "can give at least one drive to VMs", Tone.GOOD),
    NO_DRIVE("No drive", "the probe saw no NVMe function", Tone.FAINT),
    NO_PROBE("No probe", "no probe reported", Tone.FAINT);

    private final String word;
    private final String meaning;
    private final Tone tone;

    Readiness(String word, String meaning, Tone tone) {
        this.word = word;
        this.meaning = meaning;
        this.tone = tone;
    }

    String word() {
        return word;
    }

    String meaning() {
        return meaning;
    }

    Tone tone() {
        return tone;
    }
}
